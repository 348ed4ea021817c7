using Chaos.Agent;

namespace Chaos.Clusters;

/// <summary>Measures directions by timed datagrams from agent to agent, treated as the nodes' own packets are.</summary>
internal sealed class PacketMeasurement(IReadOnlyList<Pod> pods, RunClock clock)
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const int HeaderBytes = 28;
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestQueue = TimeSpan.FromMilliseconds(600);

    private readonly Dictionary<string, Pod> byName = pods.ToDictionary(pod => pod.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, string> nameOf = pods.ToDictionary(
        pod => pod.Address.ToString(), pod => pod.Name, StringComparer.Ordinal);

    private long lastNonce;

    /// <summary>How long the last datagram may be on its way under a treatment.</summary>
    public static TimeSpan LongestWay(PacketTreatment treatment, PacketProbe probe) =>
        treatment.Delay + treatment.Jitter + (treatment.BytesPerSecond is { } rate
            ? LongestQueue + TimeSpan.FromSeconds((probe.Bytes + HeaderBytes) / (double)rate)
            : TimeSpan.Zero);

    /// <summary>Sends, waits until all arrived or the time is up, and tells how each direction treated them.</summary>
    /// <param name="links">The directions.</param>
    /// <param name="probe">What is sent.</param>
    /// <param name="longestWay">How long a datagram may be on its way.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<LinkQuality>> MeasureAsync(
        IReadOnlyCollection<Link> links, PacketProbe probe, TimeSpan longestWay, CancellationToken cancellationToken)
    {
        var nonce = Interlocked.Increment(ref lastNonce);
        var sent = new Dictionary<Link, int>();
        foreach (var ways in await Task.WhenAll(links.GroupBy(link => link.From).Select(
            targets => SendAsync(targets.Key, [.. targets.Select(link => link.To)], nonce, probe, cancellationToken))))
        {
            foreach (var (link, datagrams) in ways)
                sent[link] = datagrams;
        }

        var untilNs = clock.NowNs + ((longestWay + Margin).Ticks * TimeSpan.NanosecondsPerTick);
        while (true)
        {
            await Task.Delay(BetweenLooks, clock.TimeProvider, cancellationToken);
            var seen = await SeenAsync(links, nonce, cancellationToken);
            if (clock.NowNs >= untilNs || links.All(link => seen.TryGetValue(link, out var way) && way.Datagrams >= sent.GetValueOrDefault(link)))
                return [.. links.Select(link => Quality(link, sent.GetValueOrDefault(link), seen.GetValueOrDefault(link)))];
        }
    }

    private static LinkQuality Quality(Link link, int sent, MeasuredWay? way) => way is null
        ? new LinkQuality(link, sent, 0, 0, 0, null, null, null)
        : new LinkQuality(
            link, sent, way.Datagrams, way.Copies, way.Reordered, way.MedianNs, way.SpreadNs,
            way.LastNs > way.FirstNs ? way.BytesAfterFirst * (double)NanosecondsPerSecond / (way.LastNs - way.FirstNs) : null);

    private async Task<IEnumerable<(Link Link, int Datagrams)>> SendAsync(
        string from, IReadOnlyList<string> targets, long nonce, PacketProbe probe, CancellationToken cancellationToken)
    {
        var request = new AgentRequest.Measure
        {
            Nonce = nonce,
            Targets = [.. targets.Select(target => byName[target].Address.ToString())],
            Count = probe.Datagrams,
            IntervalMs = (int)probe.Interval.TotalMilliseconds,
            Bytes = probe.Bytes,
        };
        var answer = await byName[from].Agent.AskAsync(request, cancellationToken, probe.Interval * probe.Datagrams * 2);
        return (answer.Reply.Sent ?? []).Select(sent => (new Link(from, nameOf[sent.Address]), sent.Datagrams));
    }

    private async Task<Dictionary<Link, MeasuredWay>> SeenAsync(
        IReadOnlyCollection<Link> links, long nonce, CancellationToken cancellationToken)
    {
        var seen = new Dictionary<Link, MeasuredWay>();
        var receivers = links.Select(link => link.To).Distinct().ToArray();
        var answers = await Task.WhenAll(receivers.Select(
            receiver => byName[receiver].Agent.AskAsync(new AgentRequest.Measured { Nonce = nonce }, cancellationToken)));
        foreach (var (receiver, answer) in receivers.Zip(answers))
        {
            foreach (var way in answer.Reply.Ways ?? [])
            {
                if (nameOf.TryGetValue(way.Address, out var sender))
                    seen[new Link(sender, receiver)] = way;
            }
        }

        return seen;
    }
}
