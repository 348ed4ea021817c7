using Chaos.Checking;
using Xunit;

namespace Chaos.Tests.Proofs;

public sealed class ProofRefutationTests
{
    private static readonly ProofStage split = new()
    {
        Operations = [("n1", "write", 12.5, 13, OperationType.Ok), ("n3", "write", 12.8, 13.1, OperationType.Ok)],
        OldLeaderUntil = 99,
    };

    [Fact]
    public void Writes_acknowledged_on_both_sides_in_overlapping_stretches_refute_and_name_terms_and_leaders()
    {
        var refutation = split.Examine().Refutation!;
        Assert.Equal(ProofRefutation.BothSides, refutation.Kind);
        Assert.Equal(["n1", "n3"], refutation.Leaders);
        Assert.Equal([1, 2], refutation.Terms);
        Assert.Contains("n1 1 between 12.500 s and 13.000 s, where n1 led in term 1", refutation.Sentence, StringComparison.Ordinal);
        Assert.Contains("n2, n3, n4, n5 1 between 12.800 s and 13.100 s", refutation.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_leaders_in_different_terms_who_acknowledge_nothing_that_contradicts_are_legal() =>
        Assert.Null((split with { Operations = [("n1", "write", 12.5, null, OperationType.Info), split.Operations[1]] }).Examine().Refutation);

    [Theory]
    [InlineData("begun before the cut", 9.9, 13.0)]
    [InlineData("acknowledged after the heal", 12.5, 16.1)]
    public void A_write_that_the_other_side_may_have_heard_of_accuses_nobody(string why, double from, double to)
    {
        var cut = (split with { Operations = [("n1", "write", from, to, OperationType.Ok), split.Operations[1]] }).Examine();
        Assert.True(cut.Refutation is null, $"{why}: {cut.Refutation?.Sentence}");
    }

    [Fact]
    public void Reads_accuse_nobody_here() =>
        Assert.Null((split with { Operations = [("n1", "read", 12.5, 13, OperationType.Ok), split.Operations[1]] }).Examine().Refutation);

    [Fact]
    public void Stretches_that_do_not_overlap_accuse_nobody() => Assert.Null(
        (split with { Operations = [("n1", "write", 10.2, 10.5, OperationType.Ok), ("n3", "write", 12.8, 13.1, OperationType.Ok)] }).Examine().Refutation);

    [Fact]
    public void Sides_that_hear_each_other_in_one_direction_accuse_nobody() => Assert.Null(
        (split with { Silent = [.. ProofStage.Between("n1", "n2 n3 n4 n5").Where(link => link.From == "n1")] }).Examine().Refutation);

    [Fact]
    public void Clients_that_go_on_to_whoever_leads_accuse_nobody_by_where_they_began() =>
        Assert.Null((split with { ClientsStay = false }).Examine().Refutation);

    [Fact]
    public void A_cut_that_was_not_proven_accuses_nobody() => Assert.Null((split with { Effective = false }).Examine().Refutation);

    [Fact]
    public void Two_leaders_of_one_term_are_found_with_the_term()
    {
        var evidence = (split with { NewLeader = ("n3", 1, 12) }).Evidence();
        var (term, leaders) = Assert.Single(NoSplitBrainChecker.SplitTerms(evidence, _ => "servers"));
        Assert.Equal(1, term);
        Assert.Equal(["n1", "n3"], leaders);
        Assert.Empty(NoSplitBrainChecker.SplitTerms(split.Evidence(), _ => "servers"));
    }
}
