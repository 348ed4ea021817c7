namespace Chaos;

/// <summary>
/// What a program may do to the world, during a call of <see cref="IProgram"/> only. Nothing here waits, and nothing calls back into
/// the program before its method has returned. Where the disk refuses a write or flush, the process ends there, as after a kill.
/// </summary>
public interface IProgramHost
{
    /// <summary>The node's monotonic clock, ns from an arbitrary start. It never goes back, but its rate may be a little wrong.</summary>
    long MonotonicNs { get; }

    /// <summary>The node's wall clock, ns since 1970. It may be wrong by any amount and jump.</summary>
    long WallNs { get; }

    /// <summary>64 random bits.</summary>
    ulong NextRandom();

    /// <summary>Sends a message to another node. It must not be changed afterwards, and may be sent to several.</summary>
    void Send(int to, ProgramMessage message);

    /// <summary>Sets a timer, 0 to 7, by the node's monotonic clock; setting it again replaces it.</summary>
    void SetTimer(int timer, long afterNs);

    /// <summary>Clears a timer: it does not fire any more.</summary>
    void CancelTimer(int timer);

    /// <summary>What the file holds: the program's own writes, and after a start what the disk kept. Empty for a file never written.</summary>
    /// <param name="file">The file, 0 to 7.</param>
    ReadOnlySpan<byte> Read(int file);

    /// <summary>
    /// Adds bytes at the end of a file. It survives the end of the process, but a loss of power only once a later flush has completed;
    /// until then any prefix of the bytes since the last completed flush may be what is left.
    /// </summary>
    void Append(int file, ReadOnlySpan<byte> bytes);

    /// <summary>Replaces what a file holds by these bytes: entirely or, where power is lost before a later flush has completed, not at all.</summary>
    void Replace(int file, ReadOnlySpan<byte> bytes);

    /// <summary>Asks that all writes so far, to all files, are made to survive a loss of power; <see cref="IProgram.Flushed"/> tells when.</summary>
    /// <returns>The number of this flush, positive and higher than those before.</returns>
    long Flush();

    /// <summary>Answers a call, at most once; the answer to a call whose client has gone is dropped.</summary>
    void Reply(long call, ProgramMessage reply);

    /// <summary>Writes a line to the node's log. A line that begins with <c>became leader at term N</c> is read as an election.</summary>
    void Log(string line);
}
