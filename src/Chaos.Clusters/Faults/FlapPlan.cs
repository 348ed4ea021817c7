using Chaos.Agent;

namespace Chaos.Clusters;

/// <summary>
/// The directions that are cut and joined in turns, by fault. Each agent is told the complete set of senders with their turns: of two
/// faults along one direction the quicker one decides. Not safe for concurrent use.
/// </summary>
internal sealed class FlapPlan(IReadOnlyList<Pod> pods)
{
    private readonly Dictionary<string, string> addressOf = pods.ToDictionary(
        pod => pod.Name, pod => pod.Address.ToString(), StringComparer.Ordinal);

    private readonly Dictionary<string, (IReadOnlyCollection<Link> Links, TimeSpan Interval)> flapsOf = new(StringComparer.Ordinal);

    // The agents that may let something flap.
    private readonly HashSet<Pod> told = [];

    /// <summary>Adds a fault.</summary>
    public void Add(string faultId, IReadOnlyCollection<Link> links, TimeSpan interval) => flapsOf[faultId] = (links, interval);

    /// <summary>Takes a fault away; false if there is none of that name.</summary>
    public bool Remove(string faultId) => flapsOf.Remove(faultId);

    /// <summary>Takes all faults away, and does not trust what the agents were told.</summary>
    public void Clear()
    {
        flapsOf.Clear();
        told.UnionWith(pods);
    }

    /// <summary>Tells every agent concerned.</summary>
    public async Task<AgentAnswer[]> ApplyAsync(CancellationToken cancellationToken)
    {
        var wishes = flapsOf.Values
            .SelectMany(flap => flap.Links.Select(link => (Link: link, flap.Interval)))
            .GroupBy(flap => flap.Link)
            .ToLookup(
                flaps => flaps.Key.To,
                flaps => new FlapSource(addressOf[flaps.Key.From], (int)flaps.Min(flap => flap.Interval).TotalMilliseconds));
        told.UnionWith(pods.Where(pod => wishes.Contains(pod.Name)));
        var answers = await Task.WhenAll(told.Select(pod => TellAsync(pod, [.. wishes[pod.Name]], cancellationToken)));
        told.RemoveWhere(pod => !wishes.Contains(pod.Name));
        return answers;
    }

    private static async Task<AgentAnswer> TellAsync(Pod pod, IReadOnlyList<FlapSource> sources, CancellationToken cancellationToken)
    {
        var answer = await pod.Agent.AskAsync(new AgentRequest.Flap { Sources = sources }, cancellationToken);
        var cut = (answer.Reply.Cut ?? []).Select(source => source.Address);
        return cut.Except(sources.Select(source => source.Address)).FirstOrDefault() is { } stranger
            ? throw new ClusterException($"The kernel of {pod.Name} still drops packets from {stranger}, which should not flap any more.")
            : answer;
    }
}
