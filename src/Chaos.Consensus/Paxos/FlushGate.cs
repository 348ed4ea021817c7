namespace Chaos.Consensus;

/// <summary>
/// Messages that wait until everything written before them survives a loss of power. One flush is in flight at a time, so that many writes
/// share the next.
/// </summary>
/// <param name="host">The node's world.</param>
/// <param name="deliver">Sends a message; to the node itself, too: what an acceptor tells its own proposer counts no earlier.</param>
internal sealed class FlushGate(IProgramHost host, Action<int, ProgramMessage> deliver)
{
    private readonly Queue<(long Position, int To, ProgramMessage Message)> waiting = new();
    private long written;
    private long durable;
    private long asked; // what the flush in flight covers; 0 for none
    private long flush;
    private bool again;

    /// <summary>Something was written.</summary>
    public void Wrote() => written++;

    /// <summary>Sends, once what was written so far is on disk for good.</summary>
    public void Send(int to, ProgramMessage message)
    {
        if (written == durable)
        {
            deliver(to, message);
            return;
        }

        waiting.Enqueue((written, to, message));
        Request();
    }

    /// <summary>Asks for a flush of what is not on disk yet.</summary>
    public void Request()
    {
        if (written == durable) return;
        if (asked != 0)
        {
            again |= asked < written;
            return;
        }

        asked = written;
        flush = host.Flush();
    }

    public void Flushed(long completed)
    {
        if (completed != flush) return;
        durable = asked;
        asked = 0;
        if (again)
        {
            again = false;
            Request();
        }

        while (waiting.TryPeek(out var next) && next.Position <= durable)
        {
            waiting.Dequeue();
            deliver(next.To, next.Message);
        }
    }
}
