using System.Globalization;

namespace Chaos.Campaigns;

/// <summary>
/// Expectations about an application that chooses a leader, or takes a lock, with leases: the client that a fault strikes is the one that held the
/// only key of the workload when it began, as the history tells.
/// </summary>
internal static class ExpectLeases
{
    /// <summary>Another client wins within this time after the fault began.</summary>
    public static Expectation AnotherWins(string fault, string text, TimeSpan within) => WhileInForce(fault, text, (view, struck, fromNs, _) =>
    {
        if (NextWin(view, struck, fromNs) is not { } next) return new(false, "nobody else won");
        var seen = SeenMeanwhile(view, struck, fromNs, next.TimeNs);
        return new(
            next.TimeNs - fromNs <= within.Ticks * TimeSpan.NanosecondsPerTick,
            $"process {next.Process} won {Expect.Seconds(next.TimeNs - fromNs)} after it began, instead of process {struck.Process}{seen}");
    });

    /// <summary>Nobody else wins while the fault is in force.</summary>
    public static Expectation Keeps(string fault, string text) => WhileInForce(fault, text, (view, struck, fromNs, toNs) =>
    {
        var next = NextWin(view, struck, fromNs);
        return next is { } won && won.TimeNs <= toNs
            ? new(false, $"process {won.Process} won {Expect.Seconds(won.TimeNs - fromNs)} after it began")
            : new(true, $"process {struck.Process} kept token {TokenOf(struck)} for {Expect.Seconds(toNs - fromNs)}");
    });

    /// <summary>
    /// The client that stood still acts once more with its old token when it goes on, after another one had won: what the lock protects refuses it.
    /// </summary>
    public static Expectation OldTokenIsRefused(string fault, string text) => WhileInForce(fault, text, (view, struck, fromNs, toNs) =>
    {
        if (NextWin(view, struck, fromNs) is not { } next || next.TimeNs > toNs) return new(null, "nobody else won before it went on");
        var token = TokenOf(struck);
        var acts = view.Operations().Where(one => one.Begun.F == LockOperations.Act && one.Begun.Process == struck.Process
            && one.Begun.Value == token && one.Ended is { } ended && ended.TimeNs >= toNs).Select(one => one.Ended!.Value).ToArray();
        if (acts.Length == 0) return new(null, $"process {struck.Process} did not act again with token {token}");
        var how = acts[0].Type is OperationType.Ok ? "was taken: two held the lock"
            : acts[0].Error == LockOperations.StaleTokenError ? "was refused" : "ended otherwise";
        return new(
            acts[0].Type is OperationType.Fail,
            $"process {struck.Process} acted with token {token} {Expect.Seconds(acts[0].TimeNs - toNs)} after it went on, and "
            + $"{Expect.Seconds(acts[0].TimeNs - next.TimeNs)} after process {next.Process} had won token {TokenOf(next)}; it {how}");
    });

    /// <summary>What the struck client began while its link was slow took at least this long.</summary>
    public static Expectation IsSlow(string fault, string text, TimeSpan least) => WhileInForce(fault, text, (view, struck, fromNs, toNs) =>
    {
        var took = view.Operations().Where(one => one.Begun.Process == struck.Process && one.Begun.TimeNs >= fromNs && one.Begun.TimeNs <= toNs)
            .Select(one => one.Ended is { } ended ? ended.TimeNs - one.Begun.TimeNs : (long?)null).OfType<long>().ToArray();
        return took.Length == 0
            ? new(null, $"process {struck.Process} ended nothing meanwhile")
            : new(
                took.Min() >= least.Ticks * TimeSpan.NanosecondsPerTick,
                string.Create(CultureInfo.InvariantCulture, $"{took.Length} operations, each {took.Min() / 1e6:0} ms or longer"));
    });

    private static Expectation WhileInForce(string fault, string text, Func<ScenarioView, Operation, long, long, Finding> measure) =>
        Expectation.InTime(text, view => Expect.During(view, fault, (one, fromNs, toNs) => LastWin(view, one.AskedNs) is { } struck
            ? measure(view, struck, fromNs, toNs)
            : new(null, "nobody held anything when it began")));

    // Who won last before a moment: the lane strikes a client that says so of itself, and there is one key only.
    private static Operation? LastWin(ScenarioView view, long ns) => Wins(view).LastOrDefault(won => won.TimeNs <= ns) is { F: not null } last ? last : null;

    private static Operation? NextWin(ScenarioView view, Operation struck, long ns) =>
        Wins(view).FirstOrDefault(won => won.TimeNs > ns && won.Process != struck.Process) is { F: not null } next ? next : null;

    private static IEnumerable<Operation> Wins(ScenarioView view) => view.Operations()
        .Where(one => one.Begun.F is LockOperations.Acquire or ElectionOperations.Campaign && one.Ended is { Type: OperationType.Ok })
        .Select(one => one.Ended!.Value).OrderBy(won => won.TimeNs);

    private static Value TokenOf(in Operation won) => won.F == ElectionOperations.Campaign ? won.Value.AsList()[0] : won.Value;

    // What those saw who asked before the next one won.
    private static string SeenMeanwhile(ScenarioView view, Operation struck, long fromNs, long toNs)
    {
        var asked = view.Operations().Where(one => one.Begun.F == ElectionOperations.Observe && one.Begun.TimeNs >= fromNs
            && one.Ended is { Type: OperationType.Ok } ended && ended.TimeNs <= toNs).Select(one => one.Ended!.Value).ToArray();
        if (asked.Length == 0) return "";
        var old = asked.Where(answer => !answer.Value.IsNull && answer.Value.AsList()[0] == TokenOf(struck)).ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"; of {asked.Length} questions meanwhile {old.Length} saw the old leader")
            + (old.Length == 0 ? "" : $", the last {Expect.Seconds(old.Max(answer => answer.TimeNs) - fromNs)} after it began")
            + string.Create(CultureInfo.InvariantCulture, $", and {asked.Count(answer => answer.Value.IsNull)} nobody");
    }
}
