namespace Chaos.Checking;

/// <summary>Names a contradiction on a register and says in a sentence what is wrong.</summary>
internal sealed class RegisterExplainer
{
    private const int NamedValues = 3;
    private readonly RegisterObject register;
    private readonly RegisterCall[] calls;
    private readonly RegisterSources sources;
    private readonly int until;

    /// <summary>Explains contradictions of one register.</summary>
    /// <param name="register">The register.</param>
    /// <param name="until">The last position that the contradiction needs: what ended later counts as still running.</param>
    public RegisterExplainer(RegisterObject register, int until = Call.Never - 1)
    {
        this.register = register;
        this.until = until;
        calls = Array.ConvertAll(register.All, call => call.Return > until ? call.Opened : call);
        sources = new RegisterSources(calls);
    }

    /// <summary>The anomaly that a few calls show, given by their numbers among all calls of the register.</summary>
    public Anomaly Explain(IEnumerable<int> contradiction)
    {
        var members = contradiction.Order().ToArray();
        var finding = Unwritten(members) ?? Replaced(members) ?? Overwritten(members) ?? Unordered(members);
        return new Anomaly
        {
            Name = finding.Name,
            Sentence = finding.Sentence,
            Key = register.Source.Key,
            Operations = [.. members.Select(call => Invocation(call).Index)],
            Roles = [.. members.Select(call => finding.Roles.GetValueOrDefault(call) ?? Role(call))],
            AtNs = members.Where(call => !calls[call].IsOpen).Max(EndNs),
            UntilIndex = until < Call.Never - 1 ? register.Source.History[until].Index : null,
        };
    }

    // A value that nobody wrote, or nobody had begun to write.
    private Finding? Unwritten(int[] members)
    {
        foreach (var call in members)
        {
            if (calls[call].IsOpen || calls[call].Observes <= 0) continue;
            var writers = sources.WritersOf(calls[call].Observes).Where(writer => writer != call).ToArray();
            var value = Value(calls[call].Observes);
            if (writers.Length == 0)
            {
                var failed = FailedWriteOf(value);
                var why = failed is { } write
                    ? $"; the only attempt to write {value}, by process {write.Process} at {ViolationText.Seconds(write.TimeNs)}, "
                        + "was reported as failed"
                    : $", which nothing had written";
                return new Finding("phantom-read", $"{Saw(call)}{why}") { Roles = { [call] = $"{Role(call)}, never written" } };
            }

            if (Array.TrueForAll(writers, writer => calls[writer].Invoke > calls[call].Return))
            {
                var first = Invocation(writers[0]);
                return new Finding(
                    "future-read",
                    $"{Saw(call)} and ended at {ViolationText.Seconds(EndNs(call))}, before any write of {value} began: the first was "
                    + $"the {ViolationText.Subject(first)} at {ViolationText.Seconds(first.TimeNs)}");
            }
        }

        return null;
    }

    // Two compare-and-sets that both replaced a value which was there once.
    private Finding? Replaced(int[] members)
    {
        var pair = members
            .Where(call => calls[call] is { IsOpen: false, Writes: >= 0, Observes: >= 0 })
            .GroupBy(call => calls[call].Observes)
            .FirstOrDefault(group => group.Count() > 1 && sources.WritersOf(group.Key).Count <= (group.Key == 0 ? 0 : 1));
        if (pair is null) return null;
        var (first, second) = (pair.First(), pair.Skip(1).First());
        return new Finding(
            "lost-update",
            $"{ViolationText.Subject(Invocation(first))} at {Began(first)} and {ViolationText.Subject(Invocation(second))} at "
            + $"{Began(second)} both replaced {Value(pair.Key)}, by {Value(calls[first].Writes)} and by {Value(calls[second].Writes)}, "
            + $"but {Value(pair.Key)} was there only once");
    }

    // A value seen after another one had certainly taken its place.
    private Finding? Overwritten(int[] members)
    {
        foreach (var late in members.Where(call => !calls[call].IsOpen && calls[call].Observes >= 0).Reverse())
        {
            var old = calls[late].Observes;
            var newer = members
                .Where(call => calls[call].Return < calls[late].Invoke && Left(call) >= 0 && Left(call) != old)
                .OrderByDescending(call => calls[call].Return);
            foreach (var proof in newer)
            {
                var write = members.FirstOrDefault(call => calls[call].Writes == Left(proof), -1);
                if (write < 0 || !CameBefore(members, old, late, write)) continue;
                return Stale(late, write, proof);
            }
        }

        return null;
    }

    // Whether something shows that the value was there before the write began.
    private bool CameBefore(int[] members, int value, int except, int write) =>
        sources.WritersOf(value).Count == 0 || Array.Exists(
            members,
            call => call != except && call != write
                && (calls[call].Writes == value || calls[call].Observes == value) && calls[call].Return < calls[write].Invoke)
        || calls[write].Observes == value;

    private Finding Stale(int late, int write, int proof)
    {
        var (old, next) = (Value(calls[late].Observes), Value(calls[write].Writes));
        var how = proof == write
            ? $"{old} was overwritten by {next} at {ViolationText.Seconds(EndNs(write))}"
            : $"{old} was overwritten by {next}, which the {ViolationText.Subject(Invocation(proof))} had seen by "
                + $"{ViolationText.Seconds(EndNs(proof))},";
        var kind = calls[late].IsObservation ? "read" : "cas";
        return new Finding(
            calls[late].IsObservation ? "stale-read" : "lost-update",
            $"{Saw(late)}; {how} before the {kind} began{Possible(late)}")
        {
            Roles =
            {
                [late] = $"{Role(late)}, already overwritten",
                [write] = $"{Role(write)}: the write that the {kind} missed",
            },
        };
    }

    private Finding Unordered(int[] members)
    {
        var last = members.Where(call => !calls[call].IsOpen).MaxBy(call => calls[call].Return);
        var key = register.Source.Key is null ? "" : $" on {register.Source.Key}";
        return new Finding(
            "non-linearizable",
            $"no order of these {members.Length} operations{key} that agrees with real time gives their results; the last of them, the "
            + $"{ViolationText.Subject(Invocation(last))}, {Role(last)} and ended at {ViolationText.Seconds(EndNs(last))}");
    }

    // What the register may have held during the call, as far as the writes alone tell: no other value is possible.
    private string Possible(int call)
    {
        var values = calls
            .Select((write, number) => (write, number))
            .Where(item => item.write.Writes >= 0 && item.number != call && item.write.Writes != calls[call].Observes
                && sources.MaySee(calls[call], item.number))
            .OrderBy(item => item.write.IsOpen)
            .ThenBy(item => item.write.Invoke)
            .Select(item => item.write.Writes)
            .Distinct()
            .Select(value => Value(value).ToString())
            .ToList();
        if (values.Count == 0) return "";
        if (values.Count > NamedValues + 1)
        {
            var others = values.Count - NamedValues;
            values.RemoveRange(NamedValues, others);
            values.Add($"one of {others} others");
        }

        return $"; only {ViolationText.Or(values)} {(values.Count == 1 ? "was" : "were")} possible";
    }

    private Operation? FailedWriteOf(Value value)
    {
        var history = register.Source.History;
        for (var i = 0; i < history.Count; i++)
        {
            var operation = history[i];
            if (!operation.IsClient || operation.Type is not OperationType.Invoke || operation.Key != register.Source.Key) continue;
            var end = history.CompletionOf(i);
            if (end < 0 || history[end].Type is not OperationType.Fail) continue;
            if (operation.F == RegisterOperations.Write && operation.Value == value) return operation;
            if (operation.F == RegisterOperations.Cas && RegisterModel.CasArguments(operation).Next == value) return operation;
        }

        return null;
    }

    private string Saw(int call) => calls[call].IsObservation
        ? $"{ViolationText.Subject(Invocation(call))} at {Began(call)} returned {Value(calls[call].Observes)}"
        : $"{ViolationText.Subject(Invocation(call))} at {Began(call)} replaced {Value(calls[call].Observes)} by {Value(calls[call].Writes)}";

    private string Role(int call)
    {
        var (observes, writes) = (calls[call].Observes, calls[call].Writes);
        var what = (observes, writes) switch
        {
            ( >= 0, >= 0) => $"replaced {Value(observes)} by {Value(writes)}",
            (_, >= 0) => $"wrote {Value(writes)}",
            ( >= 0, _) when Invocation(call).F == RegisterOperations.Read => $"read {Value(observes)}",
            ( >= 0, _) => $"expected {RegisterModel.CasArguments(Invocation(call)).Expected}, saw {Value(observes)}",
            _ => $"saw another value than {Value(calls[call].Excludes)}",
        };
        if (!calls[call].IsOpen) return what;
        return $"may have {what} ({(register.All[call].IsOpen ? "outcome unknown" : "still running")})";
    }

    // The value that the register held when the call took effect, or right after.
    private int Left(int call) => calls[call].Writes >= 0 ? calls[call].Writes : calls[call].Observes;

    private Value Value(int number) => register.Values[number];

    private Operation Invocation(int call) => register.Source.History[calls[call].Invoke];

    private string Began(int call) => ViolationText.Seconds(Invocation(call).TimeNs);

    private long EndNs(int call) => register.Source.History[calls[call].Return].TimeNs;

    private sealed record Finding(string Name, string Sentence)
    {
        public Dictionary<int, string> Roles { get; } = [];
    }
}
