namespace Chaos.Systems;

/// <summary>
/// The right to send one recorded operation, once. The message passes only while the permit is unused; whoever revokes it first
/// has proof that the server never got the message and never will.
/// </summary>
internal sealed class SendPermit
{
    private const int Unused = 0;
    private const int Used = 1;
    private const int Revoked = 2;
    private int state;
    private int begun;

    /// <summary>Whether the message has begun to leave.</summary>
    public bool IsUsed => Volatile.Read(ref state) == Used;

    /// <summary>Why the last connection that was tried for this operation did not come about; null while none failed.</summary>
    public ConnectFailure? ConnectFailure { get; set; }

    /// <summary>Notes that a request with its headers begins to leave.</summary>
    /// <exception cref="IOException">One has begun before.</exception>
    public void Begin()
    {
        if (Interlocked.Increment(ref begun) > 1)
            throw new IOException("This operation may not be sent a second time.");
    }

    /// <summary>Takes the right to send, just before the first byte of the message.</summary>
    /// <exception cref="IOException">It was taken before (the library would send again), or the operation was given up.</exception>
    public void Use()
    {
        if (Interlocked.CompareExchange(ref state, Used, Unused) != Unused)
            throw new IOException("This operation may not be sent a second time, nor after it was given up.");
    }

    /// <summary>Takes the right away. True proves that nothing of the message was sent and nothing will be.</summary>
    public bool TryRevoke() => Interlocked.CompareExchange(ref state, Revoked, Unused) != Used;
}
