namespace Chaos.Checking;

/// <summary>One cut, looked at: when it was certainly in force, what was measured, which sides there were, who led.</summary>
internal sealed class CutStudy
{
    private const long LedWithinNs = 2_000_000_000;
    private readonly ProofScene scene;
    private readonly ClientCall[] calls;

    public CutStudy(FaultRecord fault, ProofScene scene)
    {
        this.scene = scene;
        Fault = fault;
        Shape = ProofShape.Of(fault.Parameters[SplitShapes.Parameter]);
        calls = fault is { FromNs: { } beganNs, ToNs: { } endedNs } ? [.. scene.Calls.Where(call => call.Touches(beganNs, endedNs))] : [];
        var within = scene.Probes.Where(probe => probe.SentNs >= fault.FromNs && probe.ReceivedNs <= fault.ToNs).ToArray();
        var inForce = Shape.Name is SplitShapes.Flapping ? within.Where(probe => fault.Cuts.All(probe.Broken!.Contains)).ToArray() : within;
        Windows = CutWindow.Of(fault, inForce);
        if (inForce.Length == 0) return;
        var broken = inForce.Select(probe => probe.Broken!.ToHashSet()).Aggregate((one, other) =>
        {
            one.IntersectWith(other);
            return one;
        });
        Graph = new(Settings.Nodes, broken);
        Components = Graph.Components();
        Sides = Components.Count > 1 || Fault.Leader is null ? Components : ByLeader(Graph.ReachedBy(Fault.Leader));
        NewLeader = FindNewLeader();
    }

    public FaultRecord Fault { get; }

    public ProofShape Shape { get; }

    public ProofSettings Settings => scene.Settings;

    /// <summary>When it was certainly in force; empty where that is not known.</summary>
    public IReadOnlyList<CutWindow> Windows { get; }

    /// <summary>What was measured; null where nothing was while it was in force.</summary>
    public ReachGraph? Graph { get; }

    public IReadOnlyList<IReadOnlyList<string>> Components { get; } = [];

    public IReadOnlyList<IReadOnlyList<string>> Sides { get; } = [];

    /// <summary>Another node that came to lead on another side, and since when it led in a window; null for none.</summary>
    public (string Node, long? Term, long SinceNs, CutWindow Window)? NewLeader { get; }

    /// <summary>Whether who led by the samples was seen to lead shortly before.</summary>
    public bool LedBefore => Fault is { Leader: { } leader, FromNs: { } fromNs } && scene.Spans.TryGetValue(leader, out var spans)
        && spans.Any(span => span.Role is NodeRole.Leader && span.FromNs <= fromNs && span.ToNs >= fromNs - LedWithinNs);

    /// <summary>The side of a node.</summary>
    public IReadOnlyList<string> SideOf(string node) => Sides.First(side => side.Contains(node));

    /// <summary>The term that a node told when it led last before the cut; null where it told none.</summary>
    public long? TermOf(string node) => scene.Spans[node].LastOrDefault(span => span.Role is NodeRole.Leader && span.FromNs <= Fault.FromNs).Term;

    /// <summary>The writes at these nodes that were under way at some moment between these, ns.</summary>
    public int WritesUnderWay(IReadOnlyCollection<string> nodes, long fromNs, long toNs) =>
        calls.Count(call => call.IsWrite && nodes.Contains(call.Node) && call.Touches(fromNs, toNs));

    /// <summary>The operations at these nodes that were invoked while it was in force, each with that stretch of time.</summary>
    public IEnumerable<(ClientCall Call, CutWindow Window)> Calls(IReadOnlyCollection<string> nodes) =>
        from call in calls
        where nodes.Contains(call.Node)
        from window in Windows
        where window.Contains(call.InvokedNs)
        select (call, window);

    /// <summary>Who said that it led, while it was in force.</summary>
    public IReadOnlyList<(string Node, long? Term)> LeadersOf(IReadOnlyList<string> nodes) =>
    [
        .. Windows.SelectMany(window => scene.Leading(nodes, window.FromNs, window.ToNs)).Select(led => (led.Node, led.Span.Term)).Distinct(),
    ];

    /// <summary>Whether a node on the side of the new leader saw the members without this one while it was cut off.</summary>
    public bool WasRemoved(string node) => Windows.Any(window => scene.Memberships.Any(seen =>
        seen.SentNs >= window.FromNs && seen.ReceivedNs <= window.ToNs && seen.Node != node && !seen.Members!.Contains(node)));

    private IReadOnlyList<IReadOnlyList<string>> ByLeader(IReadOnlyList<string> reached)
    {
        IReadOnlyList<string> others = [.. Settings.Nodes.Where(node => !reached.Contains(node))];
        return others.Count == 0 ? [reached] : [reached, others];
    }

    private (string Node, long? Term, long SinceNs, CutWindow Window)? FindNewLeader()
    {
        if (Fault.Leader is not { } old || !Settings.Nodes.Contains(old)) return null;
        var others = Settings.Nodes.Except(Components.Count > 1 ? Components.First(component => component.Contains(old)) : [old]).ToArray();
        foreach (var window in Windows)
        {
            var led = scene.Leading(others, window.FromNs, window.ToNs).Where(led => led.Span.FromNs >= Fault.FromNs).ToArray();
            if (led.Length == 0) continue;
            // Some systems tell the term late: the highest that it told meanwhile.
            var term = led.Where(other => other.Node == led[0].Node).Max(other => other.Span.Term);
            return (led[0].Node, term, Math.Max(led[0].Span.FromNs, window.FromNs), window);
        }

        return null;
    }
}
