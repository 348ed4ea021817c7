namespace Chaos.Checking;

/// <summary>
/// Looks for writes that both sides of a cut acknowledged in overlapping stretches of time: invoked after it was in force and acknowledged
/// before it ended, on sides between which nothing passed in either direction. One of the sides at least is no majority, so that nothing
/// outside of it can have kept its writes.
/// </summary>
internal static class SplitWrites
{
    public static ProofRefutation? Of(CutStudy cut)
    {
        if (cut is not { Fault.Effective: true, Graph: { } graph }) return null;
        var islands = graph.Islands();
        foreach (var window in cut.Windows)
        {
            var written = islands.Select(island => (Nodes: island, Writes: Acknowledged(cut, island, window))).Where(side => side.Writes.Length > 0).ToArray();
            foreach (var one in written)
            {
                foreach (var other in written.SkipWhile(side => side != one).Skip(1))
                {
                    if (Overlap(one.Writes, other.Writes)) return Refutation(cut, one, other);
                }
            }
        }

        return null;
    }

    private static ClientCall[] Acknowledged(CutStudy cut, IReadOnlyList<string> nodes, CutWindow window) =>
    [
        .. cut.Calls(nodes).Where(one => one.Window == window && one.Call is { IsWrite: true, End: OperationType.Ok } && one.Call.EndedNs <= window.ToNs)
            .Select(one => one.Call),
    ];

    private static bool Overlap(ClientCall[] one, ClientCall[] other) =>
        one.Min(call => call.InvokedNs) <= other.Max(call => call.EndedNs) && other.Min(call => call.InvokedNs) <= one.Max(call => call.EndedNs);

    private static ProofRefutation Refutation(
        CutStudy cut, (IReadOnlyList<string> Nodes, ClientCall[] Writes) one, (IReadOnlyList<string> Nodes, ClientCall[] Writes) other)
    {
        var leaders = cut.LeadersOf(one.Nodes).Concat(cut.LeadersOf(other.Nodes)).ToArray();
        return new()
        {
            Kind = ProofRefutation.BothSides,
            Sentence = $"Both sides of {cut.Fault.Id} ({cut.Shape.Name}) acknowledged writes, though nothing passed between them: "
                + $"{Side(cut, one)}; {Side(cut, other)}. They cannot both survive.",
            Terms = [.. leaders.Select(leader => leader.Term).OfType<long>().Distinct().Order()],
            Leaders = [.. leaders.Select(leader => leader.Node).Distinct()],
        };
    }

    private static string Side(CutStudy cut, (IReadOnlyList<string> Nodes, ClientCall[] Writes) side)
    {
        var leaders = cut.LeadersOf(side.Nodes);
        var led = leaders.Count == 0
            ? "nobody there said that it led"
            : string.Join(" and ", leaders.Select(leader => $"{leader.Node} led{(leader.Term is { } term ? $" in term {term}" : "")}"));
        return $"{string.Join(", ", side.Nodes)} {side.Writes.Length} between {ViolationText.Seconds(side.Writes.Min(call => call.InvokedNs))} and "
            + $"{ViolationText.Seconds(side.Writes.Max(call => call.EndedNs))}, where {led}";
    }
}
