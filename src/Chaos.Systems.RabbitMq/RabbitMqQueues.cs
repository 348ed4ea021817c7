using System.Collections.Concurrent;
using RabbitMQ.Client;

namespace Chaos.Systems.RabbitMq;

/// <summary>The queues of a run: each is declared once, before its first operation, and never again, so that one that is gone stays gone.</summary>
/// <param name="nodes">How many nodes there are; a quorum queue has as many members, at most five.</param>
/// <param name="isMirrored">Whether they are classic queues, which a policy mirrors.</param>
/// <param name="spares">How many nodes may join later: a queue that is declared then is on them as well.</param>
internal sealed class RabbitMqQueues(int nodes, bool isMirrored = false, int spares = 0)
{
    /// <summary>How many members a queue has at most, not counting nodes that joined later.</summary>
    public const int MostMembers = 5;

    private readonly ConcurrentDictionary<string, bool> declared = new(StringComparer.Ordinal);

    /// <summary>The queue that was declared last; null before the first.</summary>
    public string? Newest { get; private set; }

    /// <summary>Declares a queue where nobody has.</summary>
    public async Task DeclareAsync(IChannel channel, string queue, CancellationToken cancellationToken)
    {
        if (declared.ContainsKey(queue)) return;
        await channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false,
            isMirrored
                ? new Dictionary<string, object?> { ["x-queue-type"] = "classic" }
                : new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-quorum-initial-group-size"] = Math.Min(nodes, MostMembers) + spares },
            cancellationToken: cancellationToken);
        declared[queue] = true;
        Newest = queue;
    }
}
