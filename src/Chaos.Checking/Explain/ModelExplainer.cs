namespace Chaos.Checking;

/// <summary>Finds and names a small contradiction in an object's history that an engine has found not to be linearizable.</summary>
internal static class ModelExplainer
{
    private const int MostShrunk = 1_000;
    private const int MostLonely = 64;

    /// <summary>Explains, for any model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="source">The object's history, which has no legal order.</param>
    /// <param name="end">The position of the first completion with which that was certain; null where the engine does not know it.</param>
    /// <param name="allowance">What it may cost.</param>
    /// <param name="sentence">What is wrong, where it is known; told if the contradiction cannot be made small.</param>
    public static Anomaly Explain(IModel model, ObjectHistory source, int? end, Allowance allowance, string? sentence = null)
    {
        var until = end ?? source.Calls.Where(call => !call.IsOpen).Max(call => call.Return);
        var prefix = source.Calls
            .Where(call => call.Invoke < until)
            .Select(call => call.Return > until ? new Call(call.Invoke, Call.Never) : call)
            .Where(call => !call.IsOpen || model is not IObservingModel observing || !observing.IsObservation(source.Invocation(call), null))
            .ToArray();
        if (prefix.Length > MostShrunk) return Large(model, source, prefix, until, sentence);
        var shrinker = new CoreShrinker(model, source, prefix, allowance);
        var isCut = shrinker.Contradicts();
        if (!isCut)
        {
            // What ended later matters by what it gave, so nothing of it may be forgotten.
            prefix = [.. source.Calls];
            if (prefix.Length > MostShrunk) return Large(model, source, prefix, until, sentence);
            shrinker = new CoreShrinker(model, source, prefix, allowance);
        }

        var (core, freed) = shrinker.Shrink();
        int[] members = [.. core.Concat(freed).Order()];
        if (members.Length > MostLonely && sentence is not null) return Large(model, source, prefix, until, sentence);
        var part = source with { Calls = [.. members.Select(i => freed.Contains(i) ? new Call(prefix[i].Invoke, Call.Never) : prefix[i])] };
        var finding = OrderOracle.Ask(model, part, allowance);
        return new Anomaly
        {
            Name = "non-linearizable",
            Sentence = Sentence(model, part, finding),
            Key = source.Key,
            Operations = [.. part.Calls.Select(call => source.Invocation(call).Index)],
            Roles = [.. members.Select(i => Role(source, prefix[i], freed.Contains(i)))],
            Optional = [.. freed.Where(i => !prefix[i].IsOpen).Order().Select(i => source.Invocation(prefix[i]).Index)],
            UntilIndex = isCut ? source.History[until].Index : null,
            AtNs = source.History[part.Calls.Where(call => !call.IsOpen).Max(call => call.Return)].TimeNs,
        };
    }

    private static string Sentence(IModel model, ObjectHistory part, OracleFinding finding)
    {
        var count = part.Calls.Count;
        var text = $"no order of {(count == 1 ? "this operation" : $"these {count} operations")} that agrees with real time is legal in the "
            + $"model {model.Name}";
        if (count > MostLonely || finding.Refusals.Count == 0) return text;
        var (call, reason) = finding.Refusals.FirstOrDefault(refused => !part.Calls[refused.Call].IsOpen, finding.Refusals[0]);
        var refused = part.Calls[call];
        var order = finding.Order.Count == 0
            ? ""
            : "after " + string.Join(", ", finding.Order.Select(step => CallWords.Whole(
                part.Invocation(part.Calls[step.Call]), part.Completion(part.Calls[step.Call])))) + " ";
        var ended = refused.IsOpen ? "" : $", which ended at {ViolationText.Seconds(part.History[refused.Return].TimeNs)},";
        return $"{text}: {order}the {ViolationText.Subject(part.Invocation(refused))}{ended} is refused: {reason}";
    }

    private static string Role(ObjectHistory source, Call call, bool isFreed)
    {
        var invocation = source.Invocation(call);
        if (call.IsOpen) return $"{CallWords.Asked(invocation)} (outcome unknown)";
        var words = CallWords.Whole(invocation, source.Completion(call));
        return isFreed ? $"{words}, whenever it took effect" : words;
    }

    private static Anomaly Large(IModel model, ObjectHistory source, Call[] prefix, int until, string? sentence)
    {
        var last = prefix.First(call => call.Return == until);
        return Unshrunk.Of(
            new Anomaly
            {
                Name = "non-linearizable",
                Sentence = sentence ?? $"no order of the first {prefix.Length:N0} operations that agrees with real time is legal in the model "
                    + $"{model.Name}: the "
                    + $"{ViolationText.Subject(source.Invocation(last))} ended at {ViolationText.Seconds(source.History[until].TimeNs)}, and no order "
                    + "reaches a state in which it is legal",
                Key = source.Key,
                Operations = [source.Invocation(last).Index],
                Roles = [Role(source, last, false)],
                UntilIndex = source.History[until].Index,
                AtNs = source.History[until].TimeNs,
            },
            source);
    }
}
