using System.Globalization;

namespace Chaos.Campaigns;

/// <summary>Expectations about elections, terms and the time without a leader.</summary>
internal static class ExpectElections
{
    /// <summary>No term has two leaders, as far as the system tells terms. The same is judged of every run; here it is printed beside the rest.</summary>
    public static Expectation OneLeaderPerTerm(string text) => Expectation.Never(text, view =>
    {
        var (fromNs, toNs) = view.MainNs;
        var split = view.SplitTerms();
        return split.Count > 0
            ? new(false, $"{string.Join(" and ", split[0].Leaders)} led in term {split[0].Term}")
            : view.Elections(0, toNs) is { Count: > 0 } elections
                ? new(true, Sentence(view, [.. elections.Where(seen => seen.SentNs >= fromNs)]))
                : new(null, "no election was seen");
    });

    /// <summary>While a fault is in force nobody leads for this long at the most, and operations go on with a pause of that length at the most.</summary>
    public static Expectation GoesOn(string fault, string text, TimeSpan most) => Expectation.InTime(
        text, view => Expect.During(view, fault, (one, _, toNs) =>
    {
        var fromNs = one.AskedNs; // a leader may hand over while it is being stopped
        var elections = view.Elections(fromNs, toNs);
        var leaderlessNs = elections.Max(seen => view.LeaderlessNs(seen)) ?? 0;
        var silentNs = view.LongestSilenceNs(fromNs, toNs);
        var limitNs = most.Ticks * TimeSpan.NanosecondsPerTick;
        return new(
            leaderlessNs <= limitNs && silentNs <= limitNs,
            $"{Sentence(view, elections)}; the longest time without an acknowledged operation was {Expect.Seconds(silentNs)}");
    }));

    /// <summary>A fault began after another one, and before anybody was elected who had not led before.</summary>
    public static Expectation BeginsBeforeElection(string fault, string after, string text) => Expectation.InTime(text, view =>
    {
        if (view.Fault(after) is not { FromNs: { } crashNs }) return Expect.NotInForce(after);
        if (view.Fault(fault) is not { FromNs: { } fromNs } cut) return Expect.NotInForce(fault);
        if (view.Election(crashNs, long.MaxValue) is not { } elected) return new(null, "no election was seen");
        // A moment is inside of an interval: only what the intervals prove counts.
        bool? holds = cut.AskedNs < crashNs || fromNs > elected.ReceivedNs ? false : fromNs <= elected.SentNs ? true : null;
        return new(
            holds,
            $"in force {Expect.Seconds(fromNs - crashNs)} after the crash was, and the election came "
            + $"{Expect.Seconds(elected.ReceivedNs - crashNs)} after it");
    });

    /// <summary>Soon after a fault ended there are this many elections at the most.</summary>
    public static Expectation QuietAfter(string fault, string text, int most) => Expectation.InTime(text, view =>
    {
        if (view.Fault(fault) is not { ToNs: { } endNs }) return Expect.NotInForce(fault);
        var elections = view.Elections(endNs, endNs + view.ServeWithinNs);
        var before = view.TermBefore(endNs);
        return new(elections.Count <= most, elections.Count == 0
            ? $"no election within {Expect.Seconds(view.ServeWithinNs)}; the term stayed {(before is { } term ? $"{term}" : "what it was")}"
            : Sentence(view, elections));
    });

    /// <summary>All elections in words, with the time that nobody led before each.</summary>
    public static string Sentence(ScenarioView view, IReadOnlyList<Observation> elections) => elections.Count == 0
        ? "no election"
        : $"{elections.Count} {(elections.Count == 1 ? "election" : "elections")}: {string.Join(", ", elections.Select(one => Words(view, one)))}";

    private static string Words(ScenarioView view, Observation election) => string.Create(
        CultureInfo.InvariantCulture,
        $"{election.Node} in term {election.Term?.ToString(CultureInfo.InvariantCulture) ?? "unknown"} at {Expect.Seconds(election.ReceivedNs)}")
        + (view.LeaderlessNs(election) is { } ns ? $", {Expect.Seconds(ns)} after another node had last said that it leads" : "");
}
