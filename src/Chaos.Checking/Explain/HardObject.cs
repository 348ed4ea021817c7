namespace Chaos.Checking;

/// <summary>Says of an object that could not be decided how far the engine came, what makes it hard, and what would help.</summary>
internal static class HardObject
{
    private const int MostNamed = 20;
    private const int ManyAtOnce = 8;

    /// <summary>Looks at the place where the engine was when something ran out.</summary>
    public static Undecided Of(IModel model, ObjectJudgement judgement)
    {
        var source = judgement.Source;
        var ends = source.Calls.Where(call => !call.IsOpen).Select(call => call.Return).Order().ToArray();
        var reached = Math.Clamp(judgement.Reached, 0, ends.Length);
        var at = ends.Length == 0 ? 0 : ends[Math.Min(reached, ends.Length - 1)];
        var pending = source.Calls.Where(call => !call.IsOpen && call.Invoke < at && call.Return >= at).ToArray();
        var open = source.Calls.Where(call => call.IsOpen && call.Invoke < at).ToArray();
        return new Undecided
        {
            Key = source.Key,
            Why = judgement.Why ?? "it was not decided",
            Reached = reached,
            Completions = ends.Length,
            Hard = Hard(source, at, pending, open),
            Operations = [.. pending.Concat(open.TakeLast(MostNamed)).Take(MostNamed).Select(call => source.Invocation(call).Index).Order()],
            Help = Help(model, judgement, pending.Length, open.Length),
        };
    }

    private static string Hard(ObjectHistory source, int at, Call[] pending, Call[] open)
    {
        var when = source.History.Count == 0 ? "" : $"at {ViolationText.Seconds(source.History[at].TimeNs)} ";
        var text = $"{when}{Counted(pending.Length, "operation")} {(pending.Length == 1 ? "is" : "are")} in flight at once"
            + $"{Functions(source, pending)}";
        if (open.Length == 0) return text;
        var kinds = open.Select(call => (source.Invocation(call).F, source.Invocation(call).Value)).Distinct().Count();
        return $"{text}, and {Counted(open.Length, "earlier one")} of unknown outcome may still take effect{Functions(source, open)}, "
            + $"of {Counted(kinds, "kind")}";
    }

    private static string Functions(ObjectHistory source, Call[] calls)
    {
        var counts = calls.GroupBy(call => source.Invocation(call).F).OrderByDescending(group => group.Count())
            .Select(group => $"{group.Count():N0} {group.Key}");
        return calls.Length == 0 ? "" : $" ({string.Join(", ", counts)})";
    }

    private static string Help(IModel model, ObjectJudgement judgement, int pending, int open)
    {
        var why = judgement.Why ?? "";
        var ways = new List<string>();
        if (why.Contains("time limit", StringComparison.Ordinal)) ways.Add("a longer --time-limit");
        if (why.Contains("memory limit", StringComparison.Ordinal)) ways.Add("a larger --memory-limit");
        if (judgement.Engine is not (EngineNames.Search or "none")) ways.Add($"--engine {EngineNames.Search}");
        else if (model is RegisterModel) ways.Add("written values that are all different, which the engine zones decides in no time");
        if (open > 0) ways.Add("fewer operations of unknown outcome (a longer --op-timeout, shorter faults)");
        if (pending > ManyAtOnce) ways.Add("fewer operations at once on one key (a lower --concurrency, more --keys)");
        if (ways.Count == 0) ways.Add("fewer operations on one key");
        return ViolationText.Or(ways);
    }

    private static string Counted(int count, string what) => $"{count:N0} {what}{(count == 1 ? "" : "s")}";
}
