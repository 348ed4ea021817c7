using Chaos.Campaigns;
using Xunit;

namespace Chaos.Tests.ScenarioRuns;

/// <summary>What expectations conclude from evidence: each holds where it should, and does not where the evidence says otherwise.</summary>
public sealed class ExpectationTests
{
    private static readonly TimeSpan FiveSeconds = TimeSpan.FromSeconds(5);

    [Fact]
    public void Another_version_is_what_a_node_told_and_not_what_was_asked_for()
    {
        var evidence = new SmallEvidence().Fault("f", 4, 20, "n1")
            .Tells(3, ObservationKind.Version, "n1", "3.4.23").Tells(8, ObservationKind.Version, "n1", "3.5.16").Read(9);
        Holds(true, ExpectNodes.TellOtherVersion("f", "x"), evidence, "n1 3.4.23 before and 3.5.16 afterwards");
        Holds(true, ExpectNodes.ServesWithOtherVersion("f", "x"), evidence, "n1 1.0 s");

        var same = new SmallEvidence().Fault("f", 4, 20, "n1")
            .Tells(3, ObservationKind.Version, "n1", "3.4.23").Tells(8, ObservationKind.Version, "n1", "3.4.23").Read(9);
        Holds(false, ExpectNodes.TellOtherVersion("f", "x"), same, "3.4.23 afterwards");
        Holds(false, ExpectNodes.ServesWithOtherVersion("f", "x"), same, "n1 did not");
        Holds(false, ExpectNodes.TellOtherVersion("f", "x"), new SmallEvidence().Fault("f", 4, 20, "n1"), "n1 told none");
        Holds(null, ExpectNodes.TellOtherVersion("f", "x"), new SmallEvidence(), "not in force");
    }

    [Fact]
    public void A_node_that_serves_only_before_it_tells_another_version_does_not_serve_with_it() => Holds(
        false, ExpectNodes.ServesWithOtherVersion("f", "x"),
        new SmallEvidence().Fault("f", 4, 20, "n1").Tells(3, ObservationKind.Version, "n1", "1").Read(7).Tells(8, ObservationKind.Version, "n1", "2"),
        "n1 did not");

    [Fact]
    public void A_snapshot_counts_after_the_heal_and_in_time()
    {
        var taken = new SmallEvidence().Fault("f", 4, 14, "n4").Tells(15, ObservationKind.Snapshot, "n4", "took a snapshot up to entry 7");
        Holds(true, ExpectNodes.TakesSnapshot("f", "x"), taken, "n4 took a snapshot up to entry 7, 1.0 s after the heal");
        Holds(false, ExpectNodes.TakesNoSnapshot("f", "x"), taken, "took a snapshot");

        var other = new SmallEvidence().Fault("f", 4, 14, "n4").Tells(15, ObservationKind.Snapshot, "n3", "took one")
            .Tells(2, ObservationKind.Snapshot, "n4", "x");
        Holds(false, ExpectNodes.TakesSnapshot("f", "x"), other, "n4 told of none");
        Holds(true, ExpectNodes.TakesNoSnapshot("f", "x"), other, "n4 told of no snapshot");
    }

    [Fact]
    public void Time_without_a_leader_is_measured_from_the_last_word_of_the_one_before()
    {
        var quick = new SmallEvidence().Fault("f", 4, 9).LeadsAt(5, "n1", 1).Elected(6.5, "n2", 2).Read(4.5).Read(7).Read(8.9);
        Holds(true, ExpectElections.GoesOn("f", "x", FiveSeconds), quick, "n2 in term 2 at 6.5 s, 1.5 s after another node");
        var leaderless = new SmallEvidence().Fault("f", 4, 12).LeadsAt(4.1, "n1", 1).Elected(11, "n2", 2).Read(5).Read(8).Read(11);
        Holds(false, ExpectElections.GoesOn("f", "x", FiveSeconds), leaderless, "6.9 s after another node");
        var silent = new SmallEvidence().Fault("f", 4, 12).Read(5).Read(11);
        Holds(false, ExpectElections.GoesOn("f", "x", FiveSeconds), silent, "without an acknowledged operation was 6.0 s");
    }

    [Fact]
    public void Two_leaders_of_one_term_break_the_promise_and_two_of_two_terms_do_not()
    {
        var expected = ExpectElections.OneLeaderPerTerm("x");
        Assert.True(expected.IsPromise);
        Holds(true, expected, new SmallEvidence().Elected(1, "n1", 1).Elected(2, "n2", 2), "2 elections: n1 in term 1");
        Holds(false, expected, new SmallEvidence().Elected(1, "n1", 2).Elected(2, "n2", 2), "n1 and n2 led in term 2");
        Holds(null, expected, new SmallEvidence(), "no election was seen");
    }

    [Theory]
    [InlineData(7.5, 9, true)]
    [InlineData(6.9, 9, false)] // before the crash
    [InlineData(9.5, 9, false)] // after the election
    public void A_cut_during_an_election_begins_after_the_crash_and_before_anybody_is_elected(double cutAt, double electedAt, bool holds) => Holds(
        holds, ExpectElections.BeginsBeforeElection("cut", "crash", "x"),
        new SmallEvidence().Fault("crash", 7, 15, "n1").Fault("cut", cutAt, 20, "n5").Elected(electedAt, "n2", 2), "the election came");

    [Fact]
    public void A_return_may_cost_one_election()
    {
        Holds(true, ExpectElections.QuietAfter("f", "x", 1), new SmallEvidence().Fault("f", 4, 9).Elected(1, "n1", 4), "the term stayed 4");
        Holds(true, ExpectElections.QuietAfter("f", "x", 1), new SmallEvidence().Fault("f", 4, 9).Elected(10, "n1", 4), "1 election");
        Holds(false, ExpectElections.QuietAfter("f", "x", 1), new SmallEvidence().Fault("f", 4, 9).Elected(10, "n1", 4).Elected(12, "n2", 5), "2 elections");
    }

    private static void Holds(bool? holds, Expectation expected, SmallEvidence evidence, string words)
    {
        var finding = expected.Measure(new ScenarioView(evidence.Evidence));
        Assert.Contains(words, finding.Text, StringComparison.Ordinal);
        Assert.Equal(holds, finding.Holds);
    }
}
