using Chaos.Checking;
using Chaos.Reports;

namespace Chaos.BrowserTests.Samples;

/// <summary>A proof with a shape of two sides, one of a single direction, one that does not apply, and a cut that does not count.</summary>
internal static class SampleProof
{
    private static readonly string[] nodes = ["n1", "n2", "n3", "n4", "n5"];

    public static ProofResults Create() => new()
    {
        Claim = ProofClaim.Proven,
        ExitCode = 0,
        Summary = "etcd 3.7.3 with 5 nodes: no split-brain in 6 cuts of 2 shapes, each shown at least 3 times.",
        Statement = "etcd 3.7.3 with 5 nodes, under the workload register, did not split in any shape of a cut that could split it.",
        WouldRefute = ["Two nodes that led in one term, at any two moments.", "An acknowledged write that was lost after healing."],
        Legal = "Two leaders in different terms for a moment are legal, and no split-brain.",
        Refutations = [],
        Doubts = [],
        System = "etcd",
        SystemVersion = "3.7.3",
        Nodes = 5,
        Backend = "docker",
        Workload = "register",
        Options = new Dictionary<string, string> { ["election-ms"] = "1000" },
        Seed = 7,
        StartedAt = new(2026, 3, 4, 1, 17, 0, TimeSpan.Zero),
        Seconds = 288,
        ElectionTimeoutMs = 1000,
        ElectionTimeoutIsKnown = true,
        Shapes =
        [
            Shape(SplitShapes.LeaderInMinority, cut => cut with { Id = $"partition-{cut.Id}" }, TwoSides()),
            Shape(SplitShapes.OneWayOut, cut => cut with { Id = $"partition-{cut.Id}", Shape = SplitShapes.OneWayOut }, OneWay()),
            Shape(SplitShapes.Membership, cut => cut, TwoSides()) with { Cuts = [], WhyNot = "Does not apply: the recipe does not say how a node joins." },
        ],
        Runs =
        [
            new()
            {
                Directory = "runs/n5-1", Nodes = 5, Seed = 7, Harness = HarnessState.Ok, Verdict = Verdict.Valid, Safety = Verdict.Valid,
                Recovery = Verdict.Valid, Summary = "Valid.", Operations = new(45_000, 39_000, 5_000, 1_000), LoadSeconds = 217, HasReport = true,
            },
        ],
        Command = "./chaos prove no-split-brain etcd --nodes 5 --on docker --seed 7",
    };

    private static ProofShapeResults Shape(string name, Func<ProofCut, ProofCut> change, ProofCut cut)
    {
        var shape = ProofShape.Of(name);
        return new()
        {
            Name = name,
            Title = shape.Title,
            Predicate = shape.Predicate,
            Nodes = 5,
            Cuts =
            [
                .. Enumerable.Range(1, 3).Select(number => change(cut with { Id = $"{number}" })),
                change(cut with { Id = "4", Met = false, Reason = "No other node was seen to lead while n2 was cut off." }),
            ],
        };
    }

    private static ProofCut TwoSides() => Cut(
        ["n2", "n3"], [.. from a in new[] { "n2", "n3" } from b in new[] { "n1", "n4", "n5" } from link in new[] { $"{a}>{b}", $"{b}>{a}" } select link]);

    private static ProofCut OneWay() => Cut(["n2"], [.. nodes.Where(node => node != "n2").Select(node => $"n2>{node}")]);

    private static ProofCut Cut(string[] side, string[] broken)
    {
        string[] rest = [.. nodes.Except(side)];
        return new()
        {
            Id = "1",
            Shape = SplitShapes.LeaderInMinority,
            Run = "runs/n5-1",
            Met = true,
            Reason = "n2 (term 4) was cut off, and n1 (term 5) led from 21.6 s on; until the end of it 12 writes were tried at n2, n3 and 263 at n1, n4, n5.",
            Leader = "n2",
            FromMs = 20_000,
            ToMs = 25_400,
            WindowsMs = [[20_000, 25_400]],
            Broken = broken,
            Components = [new(rest, true), new(side, false)],
            Reach = [.. nodes.Select(node => new ProofReach(node, side.Contains(node) ? side : rest, !side.Contains(node)))],
            Sides = [Side(side, false), Side(rest, true)],
            Lanes = [.. nodes.Select(Lane)],
            SteppedDownMs = 1_020,
            NewLeader = new("n1", 5, 1_600),
            NoWriteMs = 1_650,
            AfterHealing = "n2, n3 had acknowledged a write each within 0.4 s; n1 led in term 5.",
        };
    }

    private static ProofSide Side(string[] nodes, bool hasQuorum) => new()
    {
        Nodes = nodes,
        HasQuorum = hasQuorum,
        Leaders = hasQuorum ? ["n1 (term 5)"] : ["n2 (term 4)"],
        Writes = hasQuorum ? new(331, 292, 39, 0) : new(12, 0, 0, 12),
        Reads = hasQuorum ? new(176, 176, 0, 0) : new(6, 0, 0, 6),
    };

    private static ProofLane Lane(string node) => new()
    {
        Node = node,
        Spans = node switch
        {
            "n1" => [new(18_500, 21_500, NodeRole.Follower, 4), new(21_600, 27_900, NodeRole.Leader, 5)],
            "n2" => [new(18_500, 21_000, NodeRole.Leader, 4), new(21_020, 25_500, NodeRole.Candidate, 4), new(25_600, 27_900, NodeRole.Follower, 5)],
            _ => [new(18_500, 27_900, NodeRole.Follower, 4)],
        },
        AcknowledgedMs = [.. Enumerable.Range(0, 90).Select(i => 18_500.0 + (i * 104)).Where(ms => node is not ("n2" or "n3") || ms is < 20_000 or > 25_700)],
        UnacknowledgedMs = node is "n2" or "n3" ? [20_400, 21_400, 22_400, 23_400, 24_400] : [22_000],
    };
}
