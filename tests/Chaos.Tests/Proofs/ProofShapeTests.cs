using Chaos.Campaigns;
using Chaos.Checking;
using Chaos.Nemeses;
using Chaos.Reports;
using Xunit;

namespace Chaos.Tests.Proofs;

public sealed class ProofShapeTests
{
    private static readonly string[] letters = ["n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9"];

    [Fact]
    public void Every_shape_that_applies_to_a_size_can_be_drawn_and_those_that_keep_a_majority_can_be_told()
    {
        foreach (var nodes in Enumerable.Range(3, 7))
        {
            foreach (var shape in ProofShape.All.Where(shape => shape.WhyNot(nodes, null) is null))
            {
                foreach (var leader in letters[..nodes])
                {
                    var draw = ProofDraws.Of(shape.Name, SceneOf(nodes, leader));
                    Assert.True(draw is not null, $"{shape.Name} of {nodes} nodes led by {leader} has no draw.");
                    AssertCutsWhatItSays(shape.Name, draw, leader, nodes);
                }
            }
        }
    }

    [Fact]
    public void Nothing_is_drawn_while_nobody_leads() =>
        Assert.All(ProofShape.All, shape => Assert.Null(ProofDraws.Of(shape.Name, SceneOf(6, null))));

    [Theory]
    [InlineData(SplitShapes.LeaderInMinority, 4, "needs 5 nodes")]
    [InlineData(SplitShapes.MajoritiesRing, 3, "needs 4 nodes")]
    [InlineData(SplitShapes.Halves, 5, "have no halves")]
    public void A_shape_that_a_size_cannot_have_does_not_apply_and_says_why(string shape, int nodes, string words)
    {
        var why = ProofShape.Of(shape).WhyNot(nodes, null);
        Assert.StartsWith("Does not apply: ", why, StringComparison.Ordinal);
        Assert.Contains(words, why, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_way_to_change_members_the_shape_does_not_apply_and_gives_the_reason() =>
        Assert.Equal("Does not apply: Nobody knows how.", ProofShape.Of(SplitShapes.Membership).WhyNot(5, "Nobody knows how."));

    [Fact]
    public void Where_clients_do_not_stay_a_minority_is_asked_nothing() => Assert.Equal(
        [SplitShapes.LeaderInMajority],
        ProofShape.All.Where(shape => shape.WhyNot(6, null, clientsStay: false) != shape.WhyNot(6, null)).Select(shape => shape.Name));

    [Theory]
    [InlineData("zookeeper", true, true)]
    [InlineData("nats", true, false)]
    [InlineData("kafka", false, true)]
    [InlineData("redis", false, false)]
    public void A_proof_of_a_system_claims_only_what_its_evidence_can_tell(string system, bool clientsStay, bool tellsElections)
    {
        var results = ProofSummary.Of(ProofPlan.Of(new() { System = system, Seed = 1 }), [], "", DateTimeOffset.UnixEpoch, TimeSpan.Zero, isInterrupted: false);
        Assert.Equal(ProofClaim.Unknown, results.Claim);
        Assert.Equal(clientsStay, results.Statement.Contains("on both sides", StringComparison.Ordinal));
        Assert.Equal(clientsStay, results.WouldRefute.Any(way => way.Contains("on both sides", StringComparison.Ordinal)));
        Assert.Equal(!clientsStay, results.Legal.Contains("where a write was begun", StringComparison.Ordinal));
        Assert.Equal(!clientsStay, results.Shapes.Single(shape => shape.Name == SplitShapes.LeaderInMajority).WhyNot is not null);
        Assert.Equal(tellsElections, results.Statement.Contains("two leaders in one term", StringComparison.Ordinal));
        Assert.Equal(!tellsElections, results.Legal.Contains("are not looked for", StringComparison.Ordinal));
        Assert.True(results.ElectionTimeoutIsKnown);
    }

    [Fact]
    public void The_asked_size_shows_all_shapes_but_the_halves_which_four_nodes_show_beside_it()
    {
        var five = ProofPlan.Of(RequestOf(5));
        Assert.Equal([5, 4, 5], five.Sizes.Select(size => size.Nodes));
        Assert.Equal([SplitShapes.ForgottenQuorum], five.Sizes[2].NextCuts(_ => 0, runs: 1));
        Assert.Null(five.WhyNotForgotten);
        Assert.Equal(10, five.Sizes[0].Shapes.Count(shape => shape.WhyNot is null));
        Assert.Equal([SplitShapes.Halves], five.Sizes[1].Shapes.Select(shape => shape.Shape.Name));
        var four = ProofPlan.Of(RequestOf(4));
        Assert.Contains("it needs 5 nodes, and there are 4", four.WhyNotForgotten, StringComparison.Ordinal);
        Assert.Equal([SplitShapes.LeaderInMinority], Assert.Single(four.Sizes).Shapes.Where(shape => shape.WhyNot is not null).Select(shape => shape.Shape.Name));
    }

    [Fact]
    public void A_quorum_may_forget_what_the_system_does_not_claim_to_keep()
    {
        var redis = ProofPlan.Of(new() { System = "redis", Seed = 1 });
        Assert.Contains("does not claim to keep", redis.WhyNotForgotten, StringComparison.Ordinal);
        Assert.DoesNotContain(redis.Sizes, size => size.IsForgotten);
    }

    // Who leaves these would hear from us, through a cut, what the others cannot tell it.
    [Theory]
    [InlineData("zookeeper", true)]
    [InlineData("ovsdb", true)]
    [InlineData("consul", false)]
    [InlineData("rabbitmq", false)]
    [InlineData("nats", false)]
    public void A_leader_that_is_cut_off_is_removed_only_where_the_others_do_that_alone(string system, bool applies)
    {
        var change = ProofPlan.Of(new() { System = system, Seed = 1 }).Sizes[0].Shapes.Single(shape => shape.Shape.Name == SplitShapes.Membership);
        Assert.Equal(applies, change.WhyNot is null);
        if (system is "consul") Assert.Equal("Does not apply: A member that leaves consul takes part in that itself.", change.WhyNot);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Fewer_than_three_nodes_are_refused_with_a_sentence(int nodes) =>
        Assert.Contains("Write --nodes 5", Assert.Throws<UsageException>(() => ProofPlan.Of(RequestOf(nodes))).Message, StringComparison.Ordinal);

    [Fact]
    public void Cuts_come_in_rounds_and_the_next_run_makes_only_what_is_missing_with_some_to_spare()
    {
        var size = ProofPlan.Of(RequestOf(5)).Sizes[0];
        var first = size.NextCuts(_ => 0, runs: 0);
        Assert.Equal(30, first.Count);
        Assert.Equal(10, first.Take(10).Distinct().Count());
        Assert.Equal(
            [SplitShapes.Bridge, SplitShapes.Flapping, SplitShapes.Bridge, SplitShapes.Flapping, SplitShapes.Flapping],
            size.NextCuts(shape => shape.Name switch { SplitShapes.Bridge => 2, SplitShapes.Flapping => 1, _ => 4 }, runs: 1));
        Assert.Empty(size.NextCuts(_ => 3, runs: 1));
    }

    private static ProofRequest RequestOf(int nodes) => new() { System = "raft", Backend = "simulation", Nodes = nodes, Seed = 5 };

    private static DrawScene SceneOf(int nodes, string? leader) => new()
    {
        Nodes = letters[..nodes],
        VoterSets = [letters[..nodes]],
        Leader = leader,
        Down = new HashSet<string>(),
        Cycle = 0,
        Rounds = Randomness.FromSeed(3).For("scene"),
    };

    private static void AssertCutsWhatItSays(string shape, FaultDraw draw, string leader, int nodes)
    {
        var cuts = draw.Cuts.ToHashSet();
        string[] others = [.. letters[..nodes].Where(node => node != leader)];
        var apart = others.Count(node => cuts.Contains(new(leader, node)) && cuts.Contains(new(node, leader)));
        switch (shape)
        {
            case SplitShapes.IsolatedLeader or SplitShapes.Flapping or SplitShapes.Membership: Assert.Equal(nodes - 1, apart); break;
            case SplitShapes.LeaderInMinority: Assert.InRange(apart, (nodes / 2) + 1, nodes - 2); break;
            case SplitShapes.LeaderInMajority: Assert.Equal((nodes - 1) / 2, apart); break;
            case SplitShapes.Halves: Assert.Equal(nodes / 2, apart); break;
            case SplitShapes.Partial: Assert.Equal((1, 2), (apart, cuts.Count)); break;
            case SplitShapes.OneWayOut: Assert.Equal(others.Select(node => new Link(leader, node)).ToHashSet(), cuts); break;
            case SplitShapes.OneWayIn: Assert.Equal(others.Select(node => new Link(node, leader)).ToHashSet(), cuts); break;
            default: Assert.True(apart > 0, $"{shape} of {nodes} keeps nobody from {leader}."); break;
        }
    }
}
