using Chaos.Nemeses;

namespace Chaos.Campaigns;

/// <summary>Makes the nemesis lanes of a run from its plan.</summary>
internal sealed class NemesisLanes(
    RunPlan plan, ICluster cluster, ISystemConnection connection, RoleBoard board, IRunRecords records, RunClock clock)
{
    private readonly FaultBudget budget = new(plan.Request.BeyondQuorum);

    /// <summary>The lanes, one for each nemesis.</summary>
    /// <exception cref="ClusterException">A nemesis cannot work on this cluster.</exception>
    public IReadOnlyList<NemesisLane> Create()
    {
        foreach (var request in plan.Lanes)
        {
            if (request.Create(budget).WhyUnavailable(cluster) is { } lack)
                throw new ClusterException($"The nemesis {request.Name} is not available: {lack} See './chaos doctor', or leave it out.");
        }

        return plan switch
        {
            { Replay: { } replay } => [.. plan.Lanes.Select(request => LaneOf(request.Create(budget, replay.Faults)))],
            { Request.Proof: { } script } => [.. plan.Lanes.Select(request => LaneOf(request.Create(budget, script)))],
            { Scenario: { } scenario } => [.. plan.Lanes.Select(request => LaneOf(request.Create(budget, scenario.Faults)))],
            { Mix: { } mix } => MixOf(mix),
            _ => [.. plan.Lanes.Select(request => LaneOf(request.Create(budget, plan.Request.TimeLimit)))],
        };
    }

    private NemesisLane[] MixOf(MixSettings mix)
    {
        var timetable = new MixTimetable
        {
            Families = plan.Lanes.Select(request => request.Name).ToArray(),
            Random = Randomness.FromSeed(plan.Request.Seed).For("nemesis").For(MixSettings.Name),
            Period = mix.Period,
            TimeLimit = plan.Request.TimeLimit,
        };
        return [.. plan.Lanes.Select(request => LaneOf(request.Create(budget, timetable)))];
    }

    private NemesisLane LaneOf(INemesis nemesis)
    {
        var context = new NemesisContext
        {
            Cluster = cluster,
            Roles = board,
            Faults = records,
            Clock = clock,
            Random = Randomness.FromSeed(plan.Request.Seed).For("nemesis").For(nemesis.Name),
            AnswersAsync = AnswersAsync,
            CaughtUpAsync = CaughtUpAsync,
            VersionOfAsync = VersionOfAsync,
        };
        return NemesisLane.Of(nemesis, context);
    }

    private ValueTask<bool> AnswersAsync(string name, TimeSpan limit, CancellationToken cancellationToken) => AskAsync(
        async (node, token) => (await connection.ProbeRoleAsync(node, token)).Role is not NodeRole.Unknown,
        name, limit, cancellationToken);

    // A node that serves a request through the quorum has applied all that was committed before (ISystemConnection.ProbeHealthAsync).
    private ValueTask<bool> CaughtUpAsync(string name, TimeSpan limit, CancellationToken cancellationToken) => AskAsync(
        async (node, token) => (await connection.ProbeHealthAsync(node, token)).Healthy is true,
        name, limit, cancellationToken);

    private async ValueTask<string?> VersionOfAsync(string name, CancellationToken cancellationToken)
    {
        var sentNs = clock.NowNs;
        var (version, error) = await ReadVersionAsync(cluster.Nodes.First(node => node.Name == name), cancellationToken);
        records.Observe(new()
        {
            Kind = ObservationKind.Version,
            Node = name,
            SentNs = sentNs,
            ReceivedNs = clock.NowNs,
            Version = version,
            Detail = error,
        });
        return version;
    }

    private async ValueTask<(string? Version, string? Error)> ReadVersionAsync(INode node, CancellationToken cancellationToken)
    {
        try
        {
            return (await connection.ReadVersionAsync(node, cancellationToken), null);
        }
        catch (ClusterException silence)
        {
            return (null, silence.Message);
        }
    }

    private async ValueTask<bool> AskAsync(
        Func<INode, CancellationToken, ValueTask<bool>> ask, string name, TimeSpan limit, CancellationToken cancellationToken)
    {
        var node = cluster.Nodes.First(node => node.Name == name);
        using var deadline = new CancellationTokenSource(limit, clock.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await ask(node, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
