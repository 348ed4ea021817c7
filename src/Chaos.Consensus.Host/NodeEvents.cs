namespace Chaos.Consensus.Host;

/// <summary>What is to happen to a node, in the order in which it came. Any thread adds, the node's thread takes.</summary>
internal sealed class NodeEvents : IDisposable
{
    /// <summary>Messages that wait at most: of more, the newest are lost, as a network may lose them.</summary>
    public const int MostMessages = 1 << 16;

    private readonly Lock gate = new();
    private readonly AutoResetEvent added = new(false);
    private readonly Queue<NodeEvent> waiting = new();

    public void Add(in NodeEvent happening)
    {
        lock (gate)
        {
            if (happening.Kind is NodeEventKind.Message && waiting.Count >= MostMessages) return;
            waiting.Enqueue(happening);
        }

        added.Set();
    }

    /// <summary>Takes the next one; false where none came within that time.</summary>
    public bool TryTake(TimeSpan within, out NodeEvent next)
    {
        if (TryTakeNow(out next)) return true;
        added.WaitOne(within);
        return TryTakeNow(out next);
    }

    public void Dispose() => added.Dispose();

    private bool TryTakeNow(out NodeEvent next)
    {
        lock (gate) return waiting.TryDequeue(out next);
    }
}
