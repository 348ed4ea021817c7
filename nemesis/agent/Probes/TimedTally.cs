using System.Net;

namespace Chaos.Agent;

/// <summary>What arrived of timed datagrams, by round and source. Keeps the last rounds only. Safe for concurrent use.</summary>
internal sealed class TimedTally
{
    private const int MostRounds = 16;
    private const int MostSources = 1024;
    private const int MostDatagrams = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<long, Dictionary<IPAddress, Way>> rounds = [];
    private readonly Queue<long> order = new();

    /// <summary>One datagram came in.</summary>
    public void Add(IPAddress source, TimedDatagram datagram, int bytes, long atNs)
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

            if (!sources.TryGetValue(source, out var way))
            {
                if (sources.Count >= MostSources)
                    return;
                sources[source] = way = new Way { FirstNs = atNs };
            }

            way.Add(datagram, bytes, atNs);
        }
    }

    /// <summary>What arrived of a round; nothing of a round never heard of.</summary>
    public IReadOnlyList<MeasuredWay> Of(long nonce)
    {
        lock (gate)
            return rounds.TryGetValue(nonce, out var sources) ? [.. sources.Select(s => s.Value.Tell(s.Key))] : [];
    }

    private sealed class Way
    {
        private readonly HashSet<int> sequences = [];
        private readonly List<long> delaysNs = [];
        private int copies;
        private int reordered;
        private int highest = -1;
        private long bytesAfterFirst;
        private long lastNs;

        public required long FirstNs { get; init; }

        public void Add(TimedDatagram datagram, int bytes, long atNs)
        {
            if (sequences.Count >= MostDatagrams)
                return;
            bytesAfterFirst += sequences.Count == 0 ? 0 : bytes;
            lastNs = atNs;
            if (!sequences.Add(datagram.Sequence))
            {
                copies++;
                return;
            }

            delaysNs.Add(atNs - datagram.SentNs);
            if (datagram.Sequence < highest)
                reordered++;
            highest = Math.Max(highest, datagram.Sequence);
        }

        public MeasuredWay Tell(IPAddress source)
        {
            var sorted = delaysNs.Order().ToArray();
            return new MeasuredWay(
                source.ToString(), sequences.Count, copies, reordered, sorted[sorted.Length / 2],
                sorted[sorted.Length * 9 / 10] - sorted[sorted.Length / 10], FirstNs, lastNs, bytesAfterFirst);
        }
    }
}
