using Chaos.Agent;

namespace Chaos.Clusters;

/// <summary>
/// Packets are treated at the receiver: each agent is told the complete set of senders with what happens to their packets. Where several
/// faults treat one direction it is both one after the other, so that overlapping faults cannot undo each other.
/// </summary>
internal sealed class DockerPacketFaults(IReadOnlyList<Pod> pods, RunClock clock) : IPacketFaults, IDisposable
{
    private readonly Dictionary<string, Pod> byName = pods.ToDictionary(pod => pod.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, (Link[] Links, PacketTreatment Treatment)> treatmentOf = new(StringComparer.Ordinal);

    // What each agent confirmed last; absent where that is not known.
    private readonly Dictionary<string, HashSet<TreatedSource>> confirmed =
        pods.ToDictionary(pod => pod.Name, _ => new HashSet<TreatedSource>(), StringComparer.Ordinal);

    private readonly PacketMeasurement measurement = new(pods, clock);
    private readonly SemaphoreSlim changing = new(1, 1);

    /// <inheritdoc/>
    public async ValueTask<EffectTime> TreatAsync(
        string faultId, IReadOnlyCollection<Link> links, PacketTreatment treatment, CancellationToken cancellationToken)
    {
        foreach (var link in links)
        {
            if (!byName.ContainsKey(link.From) || !byName.ContainsKey(link.To) || link.From == link.To)
                throw new ArgumentException($"{link} is no direction between two nodes of this cluster.", nameof(links));
        }

        await changing.WaitAsync(cancellationToken);
        try
        {
            treatmentOf[faultId] = ([.. links], treatment);
            return await ApplyAsync(cancellationToken);
        }
        finally
        {
            changing.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<EffectTime> EndTreatmentAsync(string faultId, CancellationToken cancellationToken)
    {
        await changing.WaitAsync(cancellationToken);
        try
        {
            treatmentOf.Remove(faultId);
            return await ApplyAsync(cancellationToken);
        }
        finally
        {
            changing.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<EffectTime> EndAllTreatmentsAsync(CancellationToken cancellationToken)
    {
        await changing.WaitAsync(cancellationToken);
        try
        {
            treatmentOf.Clear();
            confirmed.Clear();
            var ended = await ApplyAsync(cancellationToken);
            var states = await Task.WhenAll(
                pods.Select(pod => pod.Agent.AskAsync(new AgentRequest.TreatState(), cancellationToken)));
            for (var i = 0; i < pods.Count; i++)
            {
                if (states[i].Reply.Treated is { Count: > 0 } left)
                    throw new ClusterException(
                        $"After all treatments ended, the kernel of {pods[i].Name} still holds packets from "
                        + $"{string.Join(", ", left.Select(source => source.Address))}. The run's later results cannot be trusted.");
            }

            return ended;
        }
        finally
        {
            changing.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<LinkQuality>> MeasureAsync(
        IReadOnlyCollection<Link> links, PacketProbe probe, CancellationToken cancellationToken)
    {
        TimeSpan patience;
        await changing.WaitAsync(cancellationToken);
        try
        {
            patience = treatmentOf.Values.Aggregate(
                TimeSpan.Zero, (sum, fault) => sum + PacketMeasurement.LongestWay(fault.Treatment, probe));
        }
        finally
        {
            changing.Release();
        }

        return await measurement.MeasureAsync(links, probe, patience, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => changing.Dispose();

    private async Task<EffectTime> ApplyAsync(CancellationToken cancellationToken)
    {
        var wishes = treatmentOf.Values
            .SelectMany(fault => fault.Links.Select(link => (Link: link, fault.Treatment)))
            .GroupBy(fault => fault.Link, fault => fault.Treatment)
            .ToLookup(faults => faults.Key.To, faults => Wish(faults.Key, faults.Aggregate((all, one) => all.And(one))));
        var changes = new List<Task<AgentAnswer>>();
        foreach (var pod in pods)
        {
            var wish = wishes[pod.Name].ToHashSet();
            if (confirmed.TryGetValue(pod.Name, out var present) && present.SetEquals(wish))
                continue;
            confirmed.Remove(pod.Name);
            changes.Add(TellAsync(pod, wish, cancellationToken));
        }

        var answers = await Task.WhenAll(changes);
        var now = clock.NowNs;
        return answers.Length == 0
            ? new EffectTime(now, now)
            : new EffectTime(answers.Min(answer => answer.Effect.EarliestNs), answers.Max(answer => answer.Effect.LatestNs));
    }

    private TreatedSource Wish(Link link, PacketTreatment treatment) => new()
    {
        Address = byName[link.From].Address.ToString(),
        DelayUs = treatment.Delay.Ticks / TimeSpan.TicksPerMicrosecond,
        JitterUs = treatment.Jitter.Ticks / TimeSpan.TicksPerMicrosecond,
        Reorder = treatment.Reorder,
        Loss = treatment.Loss,
        Duplicate = treatment.Duplicate,
        BytesPerSecond = treatment.BytesPerSecond ?? 0,
    };

    private async Task<AgentAnswer> TellAsync(Pod pod, HashSet<TreatedSource> wish, CancellationToken cancellationToken)
    {
        var answer = await pod.Agent.AskAsync(
            new AgentRequest.Treat { Sources = [.. wish.OrderBy(source => source.Address, StringComparer.Ordinal)] }, cancellationToken);
        var inForce = (answer.Reply.Treated ?? []).Select(source => source.Address).ToHashSet(StringComparer.Ordinal);
        if (!inForce.SetEquals(wish.Select(source => source.Address)))
            throw new ClusterException(
                $"The kernel of {pod.Name} treats packets from [{string.Join(", ", inForce)}], asked was "
                + $"[{string.Join(", ", wish.Select(source => source.Address))}].");
        lock (confirmed)
            confirmed[pod.Name] = wish;
        return answer;
    }
}
