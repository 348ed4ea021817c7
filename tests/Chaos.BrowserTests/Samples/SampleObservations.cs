namespace Chaos.BrowserTests.Samples;

/// <summary>Roles and elections of the made-up run, sampled every 300 ms.</summary>
internal static class SampleObservations
{
    private const long Ms = 1_000_000;

    private static readonly (long FromMs, string Leader, long Term)[] Leaders =
        [(0, "n3", 2), (9_200, "n1", 3), (30_600, "n2", 5), (46_400, "n4", 6)];

    public static List<Observation> All(IReadOnlyList<FaultRecord> faults)
    {
        var seen = Leaders.Select(leader => new Observation
        {
            Kind = ObservationKind.Election,
            Node = leader.Leader,
            Term = leader.Term,
            Role = NodeRole.Leader,
            IsEvidence = true,
            SentNs = leader.FromMs * Ms,
            ReceivedNs = (leader.FromMs + 3) * Ms,
        }).ToList();
        seen.Add(RunPhase.Began(RunPhase.Main, 0));
        seen.Add(RunPhase.Began(RunPhase.Heal, 60_000 * Ms));
        for (var atMs = 50L; atMs < 60_000; atMs += 300)
            foreach (var node in new[] { "n1", "n2", "n3", "n4", "n5" })
                seen.Add(At(atMs, node, faults));
        return seen;
    }

    private static Observation At(long atMs, string node, IReadOnlyList<FaultRecord> faults)
    {
        var hit = faults.FirstOrDefault(fault => fault.FromNs <= atMs * Ms && atMs * Ms < fault.ToNs && fault.Nodes.Contains(node));
        var stopped = hit is { Nemesis: "kill" or "pause", Effective: true };
        var (_, leader, term) = Leaders.Last(leader => leader.FromMs <= atMs);
        // A leader that is cut off goes on to believe so for a while; then it campaigns in vain.
        var cutOff = hit is { Nemesis: "partition" };
        var old = Leaders.LastOrDefault(leader => leader.FromMs <= atMs - 2_500);
        if (cutOff && old.Leader is not null) (leader, term) = (old.Leader, old.Term);
        var role = stopped ? NodeRole.Unknown
            : node == leader ? NodeRole.Leader
            : cutOff && atMs * Ms > hit!.FromNs + (1_500 * Ms) ? NodeRole.Candidate
            : NodeRole.Follower;
        return new Observation
        {
            Kind = ObservationKind.Role,
            Node = node,
            Role = role,
            Term = stopped ? null : term,
            SentNs = atMs * Ms,
            ReceivedNs = (atMs + 2) * Ms,
        };
    }
}
