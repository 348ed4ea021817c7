using Chaos.Checking;
using Xunit;

namespace Chaos.Tests.Proofs;

/// <summary>For each predicate evidence that meets it, and evidence that lacks one thing.</summary>
public sealed class ProofPredicateTests
{
    private static readonly ProofStage isolated = new();

    private static readonly ProofStage bridge = new()
    {
        Shape = SplitShapes.Bridge,
        Cuts = ProofStage.Between("n1 n2", "n4 n5"),
        NewLeader = null,
        OldLeaderUntil = 99,
        Operations = [("n1", "write", 11, 11.1, OperationType.Ok), ("n4", "write", 12, 12.1, OperationType.Ok)],
    };

    private static readonly ProofStage oneWay = new()
    {
        Shape = SplitShapes.OneWayOut,
        Cuts = [.. ProofStage.Between("n1", "n2 n3 n4 n5").Where(link => link.From == "n1")],
        Operations = [("n1", "write", 11, null, OperationType.Info), ("n4", "write", 12, 12.1, OperationType.Ok)],
    };

    private static readonly ProofStage minority = new()
    {
        Shape = SplitShapes.LeaderInMajority,
        Cuts = ProofStage.Between("n4 n5", "n1 n2 n3"),
        NewLeader = null,
        OldLeaderUntil = 99,
        Operations = [("n4", "write", 11, null, OperationType.Info), ("n5", "read", 12, 12.5, OperationType.Fail), ("n1", "write", 12, 12.1, OperationType.Ok)],
    };

    private static readonly ProofStage halves = new()
    {
        Shape = SplitShapes.Halves,
        Nodes = ["n1", "n2", "n3", "n4"],
        Cuts = ProofStage.Between("n1 n2", "n3 n4"),
        NewLeader = null,
        Operations = [("n2", "write", 11, null, OperationType.Info), ("n3", "write", 12, 13, OperationType.Fail)],
    };

    private static readonly ProofStage flapping = isolated with { Shape = SplitShapes.Flapping, InForceAt = [10.1, 11, 12, 13.2], FromSeconds = 10, ToSeconds = 22 };

    private static readonly ProofStage membership = isolated with { Shape = SplitShapes.Membership, Members = ("n3", ["n2", "n3", "n4", "n5"]) };

    [Fact]
    public void An_old_leader_that_was_cut_off_while_a_new_one_led_and_both_sides_tried_writes_counts()
    {
        var cut = isolated.Examine();
        Assert.True(cut.Met, cut.Reason);
        Assert.Equal(
            "n1 (term 1) was cut off, and n3 (term 2) led from 12.000 s on; until the end of it 1 write was tried at n1 and 1 at n2, n3, n4, n5.",
            cut.Reason);
        Assert.Equal([(1, false), (4, true)], cut.Components.Select(component => (component.Nodes.Count, component.HasQuorum)));
        Assert.Equal(1000, cut.SteppedDownMs);
        Assert.Equal(("n3", 2L, 2000.0), (cut.NewLeader!.Node, cut.NewLeader.Term, cut.NewLeader.AfterMs));
        Assert.Equal(new ProofTally(1, 0, 0, 1), cut.Sides[0].Writes);
        Assert.Equal(new ProofTally(1, 1, 0, 0), cut.Sides[1].Writes);
        Assert.Equal(3100, cut.NoWriteMs);
        Assert.Null(cut.Refutation);
    }

    public static TheoryData<string> Names() => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Evidence_that_lacks_something_does_not_count(string name)
    {
        var (stage, words) = Cases[name];
        var cut = stage.Examine();
        Assert.False(cut.Met, cut.Reason);
        Assert.Contains(words, cut.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Evidence_that_has_everything_counts(int number)
    {
        var cut = new[] { bridge, oneWay, minority, halves, flapping, membership }[number].Examine();
        Assert.True(cut.Met, cut.Reason);
        Assert.Null(cut.Refutation);
    }

    [Fact]
    public void An_inward_one_way_cut_is_not_taken_for_an_outward_one_and_counts_as_its_own()
    {
        var inward = oneWay with { Shape = SplitShapes.OneWayIn, Cuts = [.. oneWay.Cuts!.Select(link => new Link(link.To, link.From))] };
        Assert.True(inward.Examine().Met, inward.Examine().Reason);
        Assert.False((inward with { Shape = SplitShapes.OneWayOut }).Examine().Met);
    }

    [Fact]
    public void A_mismatch_that_a_minority_answers_is_an_answer()
    {
        var cas = minority.Evidence();
        var seen = cas.History.Select(entry => entry is { Node: "n5", Type: OperationType.Fail } ? entry with { Error = Operation.MismatchError } : entry);
        var cut = ProofExaminer.Examine(cas with { History = new(seen) }, ProofStage.SettingsOf(minority.Nodes)).Single();
        Assert.False(cut.Met);
        Assert.Contains("answered 1 of 2", cut.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_that_was_made_for_no_proof_is_not_examined()
    {
        var evidence = isolated.Evidence();
        var other = evidence.Schedule[0] with { Parameters = new Dictionary<string, string>() };
        Assert.Empty(ProofExaminer.Examine(evidence with { Schedule = [other] }, ProofStage.SettingsOf(isolated.Nodes)));
    }

    private static Dictionary<string, (ProofStage Stage, string Words)> Cases { get; } = new()
    {
        ["not proven to be in force"] = (isolated with { Effective = false }, "not proven to have been in force"),
        ["never measured to its end"] = (isolated with { Effective = null }, "not proven to have been in force"),
        ["nobody probed"] = (isolated with { InForceAt = [20] }, "Nobody measured"),
        ["no new leader"] = (isolated with { NewLeader = null }, "No other node was seen to lead while n1"),
        ["a new leader after the heal"] = (isolated with { NewLeader = ("n3", 2, 16.5) }, "No other node was seen to lead while n1"),
        ["the new leader led before"] = (isolated with { NewLeader = ("n3", 2, 8) }, "No other node was seen to lead while n1"),
        ["n1 had stepped down long before"] = (isolated with { OldLeaderUntil = 5 }, "n1 was not seen to lead when it was made"),
        ["no write at the old leader"] = (isolated with { Operations = [("n3", "write", 13, 13.1, OperationType.Ok)] }, "no write was tried at n1"),
        ["a write at the old leader before the new one led"] =
            (isolated with { Operations = [("n1", "write", 10.5, 11.5, OperationType.Fail), ("n3", "write", 13, 13.1, OperationType.Ok)] }, "no write was tried at n1"),
        ["only a read at the old leader"] =
            (isolated with { Operations = [("n1", "read", 12.5, 13, OperationType.Fail), ("n3", "write", 13, 13.1, OperationType.Ok)] }, "no write was tried at n1"),
        ["no write at the new leader's side"] = (isolated with { Operations = [("n1", "write", 12.5, null, OperationType.Info)] }, "no write was tried at n2, n3, n4, n5"),
        ["not cut off after all"] = (isolated with { Silent = [new("n1", "n2"), new("n2", "n1")] }, "n1 was not cut off"),
        ["the old leader kept a majority"] =
            (isolated with { Cuts = ProofStage.Between("n1 n4 n5", "n2 n3") }, "n1 was cut off with a majority"),
        ["bridge, too short"] = (bridge with { ToSeconds = 12.9 }, "three election timeouts are 3.0 s"),
        ["bridge, no write at the leader"] = (bridge with { Operations = [bridge.Operations[1]] }, "No write was tried at n1"),
        ["bridge, no write at the node apart"] = (bridge with { Operations = [bridge.Operations[0]] }, "No write was tried at n4, n5"),
        ["bridge, the leader is the bridge"] = (bridge with { Cuts = ProofStage.Between("n2 n3", "n4 n5") }, "No node reached a majority and did not reach n1"),
        ["one way, both ways cut"] = (oneWay with { Cuts = ProofStage.Between("n1", "n2 n3 n4 n5") }, "not in one direction only"),
        ["one way, too short"] = (oneWay with { ToSeconds = 12.5 }, "in force for 2.5 s only"),
        ["one way, no write at the leader"] = (oneWay with { Operations = [oneWay.Operations[1]] }, "No write was tried at n1"),
        ["the minority acknowledged a write"] =
            (minority with { Operations = [("n4", "write", 11, 11.5, OperationType.Ok), minority.Operations[1]] }, "n4, n5 answered 1 of 2 operations"),
        ["the minority answered a read"] =
            (minority with { Operations = [minority.Operations[0], ("n5", "read", 11, 11.5, OperationType.Ok)] }, "n4, n5 answered 1 of 2 operations"),
        ["the minority tried no read"] = (minority with { Operations = [minority.Operations[0]] }, "No read was tried at n4, n5"),
        ["the leader was in the minority"] = (minority with { Cuts = ProofStage.Between("n1 n5", "n2 n3 n4") }, "n1 was not on the side of the majority"),
        ["a half acknowledged"] = (halves with { Operations = [("n2", "write", 11, 12, OperationType.Ok), halves.Operations[1]] }, "n1, n2 acknowledged 1 write and"),
        ["a half tried nothing"] = (halves with { Operations = [halves.Operations[0]] }, "No write was tried on one of the halves"),
        ["halves that are none"] = (halves with { Cuts = ProofStage.Between("n1", "n2 n3 n4") }, "did not leave two sides without a majority"),
        ["flapping, no turn was seen whole"] = (flapping with { InForceAt = [10.1, 13, 16] }, "No stretch of time is certain"),
        ["flapping, the new leader came in a turn without the cut"] = (flapping with { NewLeader = ("n3", 2, 13.4) }, "No other node was seen to lead while n1"),
        ["membership, nobody saw it removed"] = (membership with { Members = ("n3", ["n1", "n2", "n3", "n4", "n5"]) }, "No node saw the members without n1"),
        ["membership, only the removed one saw it"] = (membership with { Members = ("n1", ["n2"]) }, "No node saw the members without n1"),
    };
}
