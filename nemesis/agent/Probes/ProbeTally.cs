using System.Net;

namespace Chaos.Agent;

/// <summary>Counts what arrived, by round and source. Keeps the last rounds only. Safe for concurrent use.</summary>
internal sealed class ProbeTally
{
    private const int MostRounds = 64;
    private const int MostSources = 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<long, Dictionary<IPAddress, Arrivals>> rounds = [];
    private readonly Queue<long> order = new();

    /// <summary>One datagram came in.</summary>
    public void Add(IPAddress source, ProbeDatagram datagram, long atNs)
    {
        lock (gate)
        {
            if (!rounds.TryGetValue(datagram.Nonce, out var sources))
            {
                rounds[datagram.Nonce] = sources = [];
                order.Enqueue(datagram.Nonce);
                if (order.Count > MostRounds)
                    rounds.Remove(order.Dequeue());
            }

            if (!sources.TryGetValue(source, out var arrivals))
            {
                if (sources.Count >= MostSources)
                    return;
                sources[source] = arrivals = new Arrivals { FirstNs = atNs };
            }

            arrivals.Sequences.Add(datagram.Sequence);
            arrivals.LastNs = atNs;
        }
    }

    /// <summary>What arrived of a round; nothing of a round never heard of.</summary>
    public IReadOnlyList<ProbeSeen> Of(long nonce)
    {
        lock (gate)
        {
            return rounds.TryGetValue(nonce, out var sources)
                ? [.. sources.Select(s => new ProbeSeen(s.Key.ToString(), s.Value.Sequences.Count, s.Value.FirstNs, s.Value.LastNs))]
                : [];
        }
    }

    private sealed class Arrivals
    {
        public required long FirstNs { get; init; }

        public long LastNs { get; set; }

        public HashSet<int> Sequences { get; } = [];
    }
}
