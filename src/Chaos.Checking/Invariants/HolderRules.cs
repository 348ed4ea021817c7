namespace Chaos.Checking;

/// <summary>The rules of a lock with tokens, on one lock.</summary>
/// <param name="history">The history.</param>
/// <param name="key">The lock.</param>
/// <param name="found">Takes what is broken.</param>
internal sealed class HolderRules(History history, string? key, Findings found)
{
    private readonly List<(long Number, long Token, KeyedCall Call)> acts = [];
    private readonly List<(long Token, KeyedCall Call)> given = [];

    /// <summary>Acts that the resource took.</summary>
    public int Acts => acts.Count;

    /// <summary>Tokens that were given.</summary>
    public int Tokens => given.Count;

    /// <summary>Acts that the resource refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Checks all rules.</summary>
    /// <exception cref="HistoryFormatException">An operation is none of a lock.</exception>
    public void Check(IReadOnlyList<KeyedCall> calls)
    {
        foreach (var call in calls) Take(call);
        CheckHolders();
        CheckTokens();
    }

    private void Take(KeyedCall call)
    {
        var invocation = history[call.Invoke];
        switch (invocation.F)
        {
            case LockOperations.Acquire:
                if (call.Type is OperationType.Ok) given.Add((IntegerOf(invocation, history[call.Return].Value), call));
                break;
            case LockOperations.Act when call.Type is OperationType.Ok:
                acts.Add((IntegerOf(invocation, history[call.Return].Evidence), IntegerOf(invocation, invocation.Value), call));
                break;
            case LockOperations.Act:
                if (call.Type is OperationType.Fail && history[call.Return].Error == LockOperations.StaleTokenError) Refused++;
                break;
            case LockOperations.Release:
                break;
            default:
                throw Misfit.Function(invocation, "holders", "acquire, act and release");
        }
    }

    private void CheckHolders()
    {
        (long Number, long Token, KeyedCall Call)? youngest = null;
        foreach (var act in acts.OrderBy(act => act.Number))
        {
            if (youngest is { } before && act.Token < before.Token)
            {
                Report(
                    InvariantNames.TwoHolders, [.. AcquireOf(act.Token), .. AcquireOf(before.Token), before.Call.Invoke, act.Call.Invoke], act.Call.Return,
                    $"Two held {key ?? "the lock"}: {found.Who(act.Call.Invoke)} acted with token {act.Token} at {found.When(act.Call.Return)} (change "
                    + $"{act.Number}), after {found.Who(before.Call.Invoke)} had acted with the younger token {before.Token} at "
                    + $"{found.When(before.Call.Return)} (change {before.Number}).");
            }

            if (youngest is null || act.Token > youngest.Value.Token) youngest = act;
        }
    }

    private void CheckTokens()
    {
        var byReturn = given.OrderBy(item => item.Call.Return).ToArray();
        var (next, highest) = (0, -1);
        var seen = new Dictionary<long, KeyedCall>();
        foreach (var (token, call) in given.OrderBy(item => item.Call.Invoke))
        {
            if (!seen.TryAdd(token, call))
            {
                Report(
                    InvariantNames.DuplicateToken, [seen[token].Invoke, call.Invoke], Math.Max(seen[token].Return, call.Return),
                    $"Token {token} of {key ?? "the lock"} was given twice: to {found.Who(seen[token].Invoke)} and to {found.Who(call.Invoke)}.");
            }

            for (; next < byReturn.Length && byReturn[next].Call.Return < call.Invoke; next++)
                if (highest < 0 || byReturn[next].Token > byReturn[highest].Token) highest = next;
            if (highest < 0 || byReturn[highest].Token <= token) continue;
            Report(
                InvariantNames.TokenOrder, [byReturn[highest].Call.Invoke, call.Invoke], call.Return,
                $"{found.Who(call.Invoke)} got token {token} of {key ?? "the lock"}, which is smaller than {byReturn[highest].Token}, given before to "
                + $"{found.Who(byReturn[highest].Call.Invoke)}.");
        }
    }

    private IEnumerable<int> AcquireOf(long token) => given.Where(item => item.Token == token).Select(item => item.Call.Invoke).Take(1);

    private static long IntegerOf(in Operation invocation, Value value) => value.Kind is ValueKind.Integer
        ? value.AsInteger()
        : throw Misfit.Of(invocation, $"a token and the number of a change are integers, but {invocation.F} has {value}");

    private void Report(string name, int[] parts, int certainAt, string sentence) => found.Add(name, key, parts, certainAt, sentence);
}
