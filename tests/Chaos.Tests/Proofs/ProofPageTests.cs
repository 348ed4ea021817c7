using Chaos.Campaigns;
using Chaos.Checking;
using Chaos.Reports;
using Xunit;

namespace Chaos.Tests.Proofs;

public sealed class ProofPageTests
{
    private const string Hostile = "n1<img src=x onerror=alert(1)>";

    [Fact]
    public async Task The_page_states_claim_refutation_and_predicates_and_holds_no_hostile_text()
    {
        var cut = new ProofStage { Operations = [("n1", "write", 12.5, 13, OperationType.Ok), ("n3", "write", 12.8, 13.1, OperationType.Ok)] }.Examine();
        var results = Results(ProofClaim.Refuted, cut with { Leader = Hostile, AfterHealing = Hostile, Run = Hostile });
        var page = await ProofIndex.RenderAsync(results);
        Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        Assert.Contains("Two leaders in different terms for a moment are legal", page, StringComparison.Ordinal);
        Assert.Contains(ProofShape.Of(SplitShapes.IsolatedLeader).Predicate, page, StringComparison.Ordinal);
        Assert.Contains("leaders: n1, n3; terms 1, 2", page, StringComparison.Ordinal);
        Assert.Contains("Does not apply: 5 nodes have no halves.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shape_is_enough_with_three_cuts_that_count_or_where_it_does_not_apply()
    {
        var met = new ProofStage().Examine();
        ProofShapeResults Of(params ProofCut[] cuts) => Results(ProofClaim.Proven, met).Shapes[0] with { Cuts = cuts };
        Assert.False(Of(met, met, met with { Met = false }).IsEnough);
        Assert.True(Of(met, met, met with { Met = false }, met).IsEnough);
        Assert.True((Of() with { WhyNot = "Does not apply." }).IsEnough);
    }

    private static ProofResults Results(ProofClaim claim, ProofCut cut)
    {
        var plan = ProofPlan.Of(new() { System = "raft", Backend = "simulation", Nodes = 5, Seed = 5 });
        ProofFinding[] findings = cut.Refutation is { } refutation ? [new("runs/n5-1", refutation)] : [];
        var summary = ProofSummary.Of(plan, [], "proof", DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(3), isInterrupted: false);
        return summary with
        {
            Claim = claim,
            Refutations = findings,
            Shapes =
            [
                .. summary.Shapes.Where(shape => shape.Name == SplitShapes.IsolatedLeader).Select(shape => shape with { Cuts = [cut] }),
                summary.Shapes.Single(shape => shape.Name == SplitShapes.Halves) with { WhyNot = "Does not apply: 5 nodes have no halves." },
            ],
        };
    }
}
