using Chaos.Agent;

namespace Chaos.Clusters;

/// <summary>
/// Cuts by rules at the receiver: each agent is told the complete set of senders that it shall not hear. What is in force is the union
/// over all faults, so that overlapping faults cannot undo each other.
/// </summary>
internal sealed class DockerNetworkFaults(IReadOnlyList<Pod> pods, RunClock clock, TimeSpan? retransmissionLimit)
    : INetworkFaults, IDisposable
{
    private const int ProbeCount = 3;
    private const int ProbeIntervalMs = 20;
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(40);
    private const int SettleRounds = 6;

    private readonly Dictionary<string, Pod> byName = pods.ToDictionary(pod => pod.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, string> nameOf = pods.ToDictionary(
        pod => pod.Address.ToString(), pod => pod.Name, StringComparer.Ordinal);

    private readonly Dictionary<string, HashSet<Link>> cutsOf = new(StringComparer.Ordinal);

    // What each agent confirmed last; absent where that is not known.
    private readonly Dictionary<string, HashSet<Link>> confirmed = new(StringComparer.Ordinal);
    private readonly FlapPlan flaps = new(pods);
    private readonly SemaphoreSlim changing = new(1, 1);
    private long lastNonce;

    /// <inheritdoc/>
    public TimeSpan? RetransmissionLimit => retransmissionLimit;

    /// <inheritdoc/>
    public async ValueTask<EffectTime> CutAsync(
        string faultId, IReadOnlyCollection<Link> links, CancellationToken cancellationToken)
    {
        CheckLinks(links);
        await changing.WaitAsync(cancellationToken);
        try
        {
            cutsOf[faultId] = [.. links];
            return await ApplyAsync(cancellationToken);
        }
        finally
        {
            changing.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<EffectTime> FlapAsync(
        string faultId, IReadOnlyCollection<Link> links, TimeSpan interval, CancellationToken cancellationToken)
    {
        CheckLinks(links);
        await changing.WaitAsync(cancellationToken);
        try
        {
            flaps.Add(faultId, links, interval);
            return Span(await flaps.ApplyAsync(cancellationToken));
        }
        finally
        {
            changing.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<int> ResetConnectionsAsync(IReadOnlyCollection<Link> links, CancellationToken cancellationToken)
    {
        CheckLinks(links);
        var peersOf = links.Concat(links.Select(link => new Link(link.To, link.From)))
            .Distinct().ToLookup(link => link.From, link => byName[link.To].Address.ToString());
        var answers = await Task.WhenAll(peersOf.Select(peers => byName[peers.Key].Agent.AskAsync(
            new AgentRequest.Reset { Peers = [.. peers] }, cancellationToken)));
        return answers.Sum(answer => answer.Reply.Closed ?? 0);
    }

    /// <inheritdoc/>
    public async ValueTask<EffectTime> HealAsync(string faultId, CancellationToken cancellationToken)
    {
        await changing.WaitAsync(cancellationToken);
        try
        {
            cutsOf.Remove(faultId);
            var healed = await ApplyAsync(cancellationToken);
            if (!flaps.Remove(faultId))
                return healed;
            var calmed = Span(await flaps.ApplyAsync(cancellationToken));
            return new EffectTime(healed.EarliestNs, Math.Max(healed.LatestNs, calmed.LatestNs));
        }
        finally
        {
            changing.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<EffectTime> HealAllAsync(CancellationToken cancellationToken)
    {
        await changing.WaitAsync(cancellationToken);
        try
        {
            cutsOf.Clear();
            confirmed.Clear();
            flaps.Clear();
            await flaps.ApplyAsync(cancellationToken);
            var answers = await Task.WhenAll(pods.Select(pod => pod.Agent.AskAsync(new AgentRequest.Heal(), cancellationToken)));
            var states = await Task.WhenAll(
                pods.Select(pod => pod.Agent.AskAsync(new AgentRequest.CutState(), cancellationToken)));
            for (var i = 0; i < pods.Count; i++)
            {
                if (states[i].Reply.Cut is { Count: > 0 } left)
                    throw new ClusterException(
                        $"After healing, the kernel of {pods[i].Name} still drops packets from "
                        + $"{string.Join(", ", left.Select(source => source.Address))}. The run's later results cannot be trusted.");
                confirmed[pods[i].Name] = [];
            }

            return Span(answers);
        }
        finally
        {
            changing.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Reachability> ProbeAsync(CancellationToken cancellationToken)
    {
        var nonce = Interlocked.Increment(ref lastNonce);
        var sentNs = clock.NowNs;
        var sent = await Task.WhenAll(pods.Select(pod => SendProbesAsync(pod, nonce, cancellationToken)));
        var tried = sent.SelectMany(links => links).ToHashSet();
        var cut = await CutNowAsync(cancellationToken);
        var working = new HashSet<Link>();
        // Datagrams that may still be on their way get a little time; those that we cut need none.
        for (var round = 0; round < SettleRounds; round++)
        {
            await Task.Delay(Settle, clock.TimeProvider, cancellationToken);
            foreach (var seen in await Task.WhenAll(pods.Select(pod => ReadSeenAsync(pod, nonce, cancellationToken))))
                working.UnionWith(seen);
            if (tried.Except(cut).All(working.Contains))
                break;
        }

        return new Reachability
        {
            SentNs = sentNs,
            ReceivedNs = clock.NowNs,
            Working = [.. working.Intersect(tried)],
            Broken = [.. tried.Except(working)],
        };
    }

    /// <inheritdoc/>
    public void Dispose() => changing.Dispose();

    private void CheckLinks(IReadOnlyCollection<Link> links)
    {
        foreach (var link in links)
        {
            if (!byName.ContainsKey(link.From) || !byName.ContainsKey(link.To) || link.From == link.To)
                throw new ArgumentException($"{link} is no direction between two nodes of this cluster.", nameof(links));
        }
    }

    private async Task<EffectTime> ApplyAsync(CancellationToken cancellationToken)
    {
        var wanted = cutsOf.Values.SelectMany(links => links).ToLookup(link => link.To);
        var changes = new List<Task<AgentAnswer>>();
        foreach (var pod in pods)
        {
            var sources = wanted[pod.Name].ToHashSet();
            if (confirmed.TryGetValue(pod.Name, out var present) && present.SetEquals(sources))
                continue;
            confirmed.Remove(pod.Name);
            changes.Add(TellAsync(pod, sources, cancellationToken));
        }

        return Span(await Task.WhenAll(changes));
    }

    private async Task<AgentAnswer> TellAsync(Pod pod, HashSet<Link> links, CancellationToken cancellationToken)
    {
        var sources = links.Select(link => byName[link.From].Address.ToString()).Order(StringComparer.Ordinal).ToList();
        var answer = await pod.Agent.AskAsync(new AgentRequest.Cut { Sources = sources }, cancellationToken);
        var inForce = (answer.Reply.Cut ?? []).Select(source => source.Address).ToHashSet(StringComparer.Ordinal);
        if (!inForce.SetEquals(sources))
            throw new ClusterException(
                $"The kernel of {pod.Name} drops packets from [{string.Join(", ", inForce)}], asked was [{string.Join(", ", sources)}].");
        lock (confirmed)
            confirmed[pod.Name] = links;
        return answer;
    }

    private async Task<IEnumerable<Link>> SendProbesAsync(Pod pod, long nonce, CancellationToken cancellationToken)
    {
        var targets = pods.Where(other => other != pod).Select(other => other.Address.ToString()).ToList();
        if (targets.Count == 0)
            return [];
        var answer = await pod.Agent.AskAsync(
            new AgentRequest.Probe { Nonce = nonce, Targets = targets, Count = ProbeCount, IntervalMs = ProbeIntervalMs },
            cancellationToken);
        return (answer.Reply.Sent ?? [])
            .Where(sent => sent.Datagrams > 0)
            .Select(sent => new Link(pod.Name, nameOf[sent.Address]));
    }

    private async Task<IEnumerable<Link>> ReadSeenAsync(Pod pod, long nonce, CancellationToken cancellationToken)
    {
        var answer = await pod.Agent.AskAsync(new AgentRequest.Seen { Nonce = nonce }, cancellationToken);
        return (answer.Reply.Seen ?? [])
            .Where(seen => seen.Datagrams > 0 && nameOf.ContainsKey(seen.Address))
            .Select(seen => new Link(nameOf[seen.Address], pod.Name));
    }

    private async Task<HashSet<Link>> CutNowAsync(CancellationToken cancellationToken)
    {
        await changing.WaitAsync(cancellationToken);
        try
        {
            return [.. cutsOf.Values.SelectMany(links => links)];
        }
        finally
        {
            changing.Release();
        }
    }

    private EffectTime Span(AgentAnswer[] answers)
    {
        var now = clock.NowNs;
        return answers.Length == 0
            ? new EffectTime(now, now)
            : new EffectTime(
                answers.Min(answer => answer.Effect.EarliestNs), answers.Max(answer => answer.Effect.LatestNs));
    }
}
