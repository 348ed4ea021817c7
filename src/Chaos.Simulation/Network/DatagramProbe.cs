namespace Chaos.Simulation;

/// <summary>Numbered datagrams along some directions, and what arrived of them.</summary>
internal sealed class DatagramProbe(int nodes)
{
    private readonly Dictionary<int, Way> ways = [];

    public void Sent(int from, int to, long nowNs)
    {
        var key = (from * nodes) + to;
        if (!ways.TryGetValue(key, out var way)) ways.Add(key, way = new());
        way.SentNs.Add(nowNs);
    }

    public int NextNumber(int from, int to) => ways.TryGetValue((from * nodes) + to, out var way) ? way.SentNs.Count : 0;

    public void Arrived(int from, int to, int number, long nowNs)
    {
        var way = ways[(from * nodes) + to];
        if (!way.Arrived.Add(number))
        {
            way.Copies++;
            return;
        }

        if (number < way.Highest) way.Reordered++;
        way.Highest = Math.Max(way.Highest, number);
        if (way.Arrived.Count == 1) way.FirstNs = nowNs;
        way.LastNs = nowNs;
        way.DelaysNs.Add(nowNs - way.SentNs[number]);
    }

    public bool HasArrived(int from, int to) => ways.TryGetValue((from * nodes) + to, out var way) && way.Arrived.Count > 0;

    public LinkQuality QualityOf(Link link, int from, int to)
    {
        var way = ways.TryGetValue((from * nodes) + to, out var found) ? found : new();
        way.DelaysNs.Sort();
        return new(
            link, way.SentNs.Count, way.Arrived.Count, way.Copies, way.Reordered,
            way.DelaysNs.Count == 0 ? null : way.DelaysNs[way.DelaysNs.Count / 2],
            way.DelaysNs.Count == 0 ? null : way.DelaysNs[way.DelaysNs.Count * 9 / 10] - way.DelaysNs[way.DelaysNs.Count / 10],
            way.LastNs > way.FirstNs
                ? (way.DelaysNs.Count - 1) * SimulatedNetwork.AssumedBytes * 1e9 / (way.LastNs - way.FirstNs)
                : null);
    }

    private sealed class Way
    {
        public List<long> SentNs { get; } = [];

        public List<long> DelaysNs { get; } = [];

        public HashSet<int> Arrived { get; } = [];

        public long FirstNs { get; set; }

        public long LastNs { get; set; }

        public int Copies { get; set; }

        public int Reordered { get; set; }

        public int Highest { get; set; } = -1;
    }
}
