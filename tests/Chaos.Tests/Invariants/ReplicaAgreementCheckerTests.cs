using Chaos.Checking;
using Xunit;

namespace Chaos.Tests.Invariants;

public sealed class ReplicaAgreementCheckerTests
{
    [Fact]
    public void Equal_digests_at_equal_positions_are_valid() =>
        Assert.Equal(Verdict.Valid, Judge(See("n1"), See("n2"), See("n3")).Verdict);

    [Fact]
    public void A_member_whose_revision_stays_behind_at_an_equal_applied_index_is_the_violation()
    {
        var result = Judge(See("n1"), See("n2") with { Revision = 41 }, See("n3"));
        Assert.Equal((Verdict.Invalid, "replica-divergence"), (result.Verdict, result.Anomalies[0].Name));
        Assert.Contains("n2 41", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Different_digests_of_one_revision_are_a_violation() =>
        Assert.Equal(Verdict.Invalid, Judge(See("n1"), See("n2") with { Digest = "bad" }).Verdict);

    [Fact]
    public void In_any_doubt_the_verdict_is_unknown()
    {
        Assert.Equal(Verdict.Unknown, Judge().Verdict);
        Assert.Equal(Verdict.Unknown, Judge(See("n1")).Verdict);
        Assert.Equal(Verdict.Unknown, Judge(See("n1"), See("n2") with { Digest = "bad", Detail = "n2 did not answer" }).Verdict);
        Assert.Equal(Verdict.Unknown, Judge(See("n1"), See("n2") with { AppliedIndex = 98, Revision = 41 }).Verdict);
        Assert.Equal(Verdict.Unknown, Judge(See("n1"), See("n2") with { Digest = null }).Verdict);
        // Digests that count from other revisions on cannot be compared.
        Assert.Equal(Verdict.Unknown, Judge(See("n1"), See("n2") with { Digest = "bad", DigestBasis = 7 }).Verdict);
    }

    [Fact]
    public void Only_the_last_look_counts()
    {
        var earlier = See("n2") with { SentNs = 1, Revision = 40 };
        Assert.Equal(Verdict.Valid, Judge(earlier, See("n1"), See("n2")).Verdict);
    }

    private static Observation See(string node) => new()
    {
        Kind = ObservationKind.Replica,
        Node = node,
        SentNs = 5,
        ReceivedNs = 9,
        AppliedIndex = 99,
        Revision = 42,
        Digest = "aa",
        DigestRevision = 41,
        DigestBasis = 0,
    };

    private static CheckResult Judge(params Observation[] seen) =>
        new ReplicaAgreementChecker().Check(new(new History([]), [], seen), new(), CancellationToken.None);
}
