namespace Chaos.Campaigns;

/// <summary>Expectations about what nodes tell of themselves: their version, and what healed them.</summary>
internal static class ExpectNodes
{
    /// <summary>Each node that a fault strikes tells another version at its end than before it.</summary>
    public static Expectation TellOtherVersion(string fault, string text) => Expectation.InTime(text, view =>
    {
        if (view.Fault(fault) is not { ToNs: not null } one) return Expect.NotInForce(fault);
        var told = one.Nodes.Select(node => (Node: node, Versions: VersionsOf(view, node))).ToArray();
        var holds = told.All(node => node.Versions.Length > 1 && node.Versions[0].Version != node.Versions[^1].Version);
        return new(holds, string.Join(", ", told.Select(node => node.Versions.Length == 0
            ? $"{node.Node} told none"
            : $"{node.Node} {node.Versions[0].Version} before and {node.Versions[^1].Version} afterwards")));
    });

    /// <summary>Each node that a fault strikes gets an operation acknowledged in time after it first told another version.</summary>
    public static Expectation ServesWithOtherVersion(string fault, string text) => Expectation.InTime(text, view =>
    {
        if (view.Fault(fault) is not { ToNs: not null } one) return Expect.NotInForce(fault);
        var after = one.Nodes.Select(node => (Node: node, TookNs: ServedAfterNs(view, node))).ToArray();
        return after.All(node => node.TookNs <= view.ServeWithinNs)
            ? new(true, string.Join(", ", after.Select(node => $"{node.Node} {Expect.Seconds(node.TookNs!.Value)}")) + " after it first told it")
            : new(false, $"{string.Join(", ", after.Where(node => !(node.TookNs <= view.ServeWithinNs)).Select(node => node.Node))} did not");
    });

    /// <summary>Each node that a fault cut off takes a snapshot in time after its end.</summary>
    public static Expectation TakesSnapshot(string fault, string text) => Expectation.InTime(text, view =>
    {
        if (view.Fault(fault) is not { ToNs: { } endNs } one) return Expect.NotInForce(fault);
        var taken = one.Nodes.Select(node => Taken(view, node, endNs, endNs + view.ServeWithinNs)).ToArray();
        return taken.All(snapshot => snapshot is not null)
            ? new(true, string.Join("; ", taken.Select(snapshot =>
                $"{snapshot!.Node} {snapshot.Detail}, {Expect.Seconds(Math.Max(0, snapshot.ReceivedNs - endNs))} after the heal")))
            : new(false, $"{string.Join(", ", one.Nodes.Where((_, at) => taken[at] is null))} told of none within {Expect.Seconds(view.ServeWithinNs)}");
    }) with
    { IsBySnapshot = true };

    /// <summary>No node that a fault cut off takes a snapshot while it is cut off or in time after its end.</summary>
    public static Expectation TakesNoSnapshot(string fault, string text) => Expectation.InTime(text, view =>
    {
        if (view.Fault(fault) is not { FromNs: { } fromNs, ToNs: { } endNs } one) return Expect.NotInForce(fault);
        var taken = one.Nodes.Select(node => Taken(view, node, fromNs, endNs + view.ServeWithinNs)).OfType<Observation>().ToArray();
        return taken.Length == 0
            ? new(true, $"{string.Join(", ", one.Nodes)} told of no snapshot")
            : new(false, string.Join("; ", taken.Select(snapshot => $"{snapshot.Node} {snapshot.Detail}")));
    }) with
    { IsBySnapshot = true };

    private static Observation[] VersionsOf(ScenarioView view, string node) =>
        [.. view.Told(ObservationKind.Version, node).Where(seen => seen.Version is not null)];

    private static long? ServedAfterNs(ScenarioView view, string node)
    {
        var versions = VersionsOf(view, node);
        if (versions.FirstOrDefault(seen => seen.Version != versions[0].Version) is not { } other) return null;
        return view.Acknowledged(other.SentNs, long.MaxValue, at => at == node).Select(entry => (long?)entry.TimeNs - other.SentNs).Min();
    }

    private static Observation? Taken(ScenarioView view, string node, long fromNs, long toNs) =>
        view.Told(ObservationKind.Snapshot, node).FirstOrDefault(seen => seen.ReceivedNs >= fromNs && seen.SentNs <= toNs);
}
