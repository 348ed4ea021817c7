namespace Chaos.Simulation;

/// <summary>Keeps the messages of a simulation that were sent last before a moment.</summary>
/// <param name="untilNs">Until when messages are kept, virtual time, ns.</param>
/// <param name="most">How many.</param>
public sealed class MessageTrace(long untilNs, int most)
{
    private readonly Queue<MessageRecord?[]> kept = new();

    /// <summary>What is kept, in the order in which it was sent.</summary>
    public IReadOnlyList<MessageRecord> Messages => [.. kept.Select(one => one[0]!)];

    // A slot that is filled in when the message arrives: the queue may have dropped it by then.
    internal MessageRecord?[]? Sent(long nowNs, string from, string to, ProgramMessage message)
    {
        if (nowNs > untilNs) return null;
        if (kept.Count == most) kept.Dequeue();
        MessageRecord?[] slot = [new() { SentNs = nowNs, From = from, To = to, Name = message.Name, Detail = message.Detail }];
        kept.Enqueue(slot);
        return slot;
    }

    internal static void Arrived(MessageRecord?[] slot, long nowNs)
    {
        if (slot[0] is { ArrivedNs: null } sent) slot[0] = sent with { ArrivedNs = nowNs };
    }
}
