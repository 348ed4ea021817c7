using System.Collections.Concurrent;
using RabbitMQ.Client;

namespace Chaos.Systems.RabbitMq;

/// <summary>The queues of a run: each is declared once, before its first operation, and never again, so that one that is gone stays gone.</summary>
/// <param name="nodes">How many nodes there are; a quorum queue has as many members, at most five.</param>
/// <param name="isMirrored">Whether they are classic queues, which a policy mirrors.</param>
internal sealed class RabbitMqQueues(int nodes, bool isMirrored = false)
{
    private const int MostMembers = 5;
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
                : new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-quorum-initial-group-size"] = Math.Min(nodes, MostMembers) },
            cancellationToken: cancellationToken);
        declared[queue] = true;
        Newest = queue;
    }
}
