namespace Chaos;

/// <summary>
/// A message-driven program: one node of a distributed system, without sockets, clocks, threads or randomness of its own. Its host
/// calls one method at a time and the program answers through <see cref="IProgramHost"/>, within the call or in a later one. The
/// same program runs in the simulator and behind TCP.
/// </summary>
/// <remarks>
/// What it holds in memory is gone when its node is killed: a new program is then made and started on what the disk kept. Messages
/// may be lost, doubled, delayed and reordered, and may come from an earlier life of their sender.
/// </remarks>
public interface IProgram
{
    /// <summary>Begins: reads the disk, sets timers. Called once, before everything else.</summary>
    void Start();

    /// <summary>A message came.</summary>
    /// <param name="from">The number of the node that sent it.</param>
    /// <param name="message">The message, which may be shared with others: it must not be changed.</param>
    void Receive(int from, ProgramMessage message);

    /// <summary>A timer that was set has run out.</summary>
    void TimerFired(int timer);

    /// <summary>Everything that was written before that flush was asked for is on disk for good.</summary>
    /// <param name="flush">The number that <see cref="IProgramHost.Flush"/> gave. Flushes complete in their order.</param>
    void Flushed(long flush);

    /// <summary>A client, probe or operator asks for something.</summary>
    /// <param name="call">
    /// Names the call: a positive number that no other call to any life of this node has. The answer goes to
    /// <see cref="IProgramHost.Reply"/>, now, later, or never.
    /// </param>
    /// <param name="request">The request.</param>
    void Request(long call, ProgramMessage request);
}
