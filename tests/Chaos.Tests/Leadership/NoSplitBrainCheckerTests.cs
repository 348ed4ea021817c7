using Chaos.Checking;
using Xunit;

namespace Chaos.Tests.Leadership;

public sealed class NoSplitBrainCheckerTests
{
    private const long Second = 1_000_000_000;

    private static readonly Dictionary<string, string> Groups = new()
    {
        ["n1"] = "servers",
        ["n2"] = "servers",
        ["n3"] = "servers",
        ["s1"] = "store",
        ["s2"] = "store",
    };

    [Fact]
    public void One_leader_a_term_is_valid_however_often_it_is_seen()
    {
        var result = Check(Elected("n1", 2, 1), Elected("n1", 2, 5), Says("n1", 2, 6), Elected("n2", 3, 9), Elected("n1", 5, 12));

        Assert.Equal(Verdict.Valid, result.Verdict);
        Assert.Equal("Each of the 3 terms that had a leader had one only.", result.Reason);
        Assert.Empty(result.Anomalies);
    }

    [Fact]
    public void Two_leaders_of_one_term_are_a_violation_at_any_two_moments()
    {
        var result = Check(Elected("n2", 7, 30), Elected("n1", 7, 1), Elected("n3", 8, 40));

        Assert.Equal(Verdict.Invalid, result.Verdict);
        var anomaly = Assert.Single(result.Anomalies);
        Assert.Equal("split-brain", anomaly.Name);
        Assert.Equal(
            "2 nodes led in term 7: n1 (elected between 1.000 s and 1.100 s) and n2 (elected between 30.000 s and 30.100 s). "
            + "A term has one leader at most.",
            anomaly.Sentence);
        Assert.Equal(30 * Second + (Second / 10), anomaly.AtNs);
    }

    [Fact]
    public void A_role_that_is_evidence_counts_like_an_election()
    {
        Assert.Equal(Verdict.Invalid, Check(Elected("n1", 4, 1), Says("n2", 4, 2)).Verdict);
        Assert.Equal(Verdict.Invalid, Check(Says("n1", 4, 1), Says("n2", 4, 1)).Verdict);
    }

    [Fact]
    public void A_role_that_is_no_evidence_accuses_nobody()
    {
        var result = Check(Elected("n1", 4, 1), Says("n2", 4, 2) with { IsEvidence = false });

        Assert.Equal(Verdict.Valid, result.Verdict);
    }

    [Fact]
    public void Followers_and_terms_without_number_are_no_leaders()
    {
        var result = Check(Says("n1", 4, 1), Says("n2", 4, 1) with { Role = NodeRole.Follower }, Says("n3", 4, 1) with { Term = null });

        Assert.Equal(Verdict.Valid, result.Verdict);
    }

    [Fact]
    public void Each_group_counts_its_own_terms_and_strangers_count_nowhere()
    {
        Assert.Equal(Verdict.Valid, Check(Elected("n1", 2, 1), Elected("s1", 2, 1), Elected("x9", 2, 1)).Verdict);
        Assert.Equal(Verdict.Invalid, Check(Elected("s1", 2, 1), Elected("s2", 2, 1)).Verdict);
    }

    [Fact]
    public void Without_evidence_nothing_is_said()
    {
        Assert.Equal(Verdict.Unknown, Check().Verdict);
        Assert.Equal(Verdict.Unknown, Check(Says("n1", 4, 1) with { IsEvidence = false }).Verdict);
    }

    [Fact]
    public void Every_split_term_is_named_once_in_the_order_of_terms()
    {
        var result = Check(
            Elected("n1", 9, 5), Elected("n2", 9, 6), Elected("n3", 9, 7), Elected("n2", 3, 1), Elected("n1", 3, 2), Elected("n1", 4, 3));

        Assert.Equal(2, result.Anomalies.Count);
        Assert.StartsWith("2 nodes led in term 3: n2", result.Anomalies[0].Sentence, StringComparison.Ordinal);
        Assert.StartsWith("3 nodes led in term 9: n1", result.Anomalies[1].Sentence, StringComparison.Ordinal);
    }

    private static CheckResult Check(params Observation[] seen) => new NoSplitBrainChecker(node => Groups.GetValueOrDefault(node)).Check(
        new(new History([]), [], seen), new(), TestContext.Current.CancellationToken);

    private static Observation Elected(string node, long term, double at) => Says(node, term, at) with { Kind = ObservationKind.Election };

    private static Observation Says(string node, long term, double at) => new()
    {
        Kind = ObservationKind.Role,
        Node = node,
        Role = NodeRole.Leader,
        Term = term,
        SentNs = (long)(at * Second),
        ReceivedNs = (long)(at * Second) + (Second / 10),
        IsEvidence = true,
    };
}
