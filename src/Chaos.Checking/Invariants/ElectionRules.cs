namespace Chaos.Checking;

/// <summary>The rules of an election, on one election.</summary>
/// <param name="history">The history.</param>
/// <param name="key">The election.</param>
/// <param name="found">Takes what is broken.</param>
internal sealed class ElectionRules(History history, string? key, Findings found)
{
    private readonly List<ElectedLeader> won = [];
    private readonly List<ElectedLeader> seen = [];
    private readonly Dictionary<long, KeyedCall> resigned = [];
    private readonly Dictionary<Value, KeyedCall> campaigns = [];

    /// <summary>Campaigns that were won.</summary>
    public int Won => won.Count;

    /// <summary>Questions that saw a leader.</summary>
    public int Seen => seen.Count;

    /// <summary>Terms that were given back.</summary>
    public int Resigned => resigned.Count;

    /// <summary>Checks all rules.</summary>
    /// <exception cref="HistoryFormatException">An operation is none of an election.</exception>
    public void Check(IReadOnlyList<KeyedCall> calls)
    {
        foreach (var call in calls) Take(call);
        CheckTerms();
        foreach (var question in seen) CheckCandidate(question);
        CheckOrder();
        foreach (var question in seen) CheckResigned(question);
    }

    private void Take(KeyedCall call)
    {
        var invocation = history[call.Invoke];
        switch (invocation.F)
        {
            case ElectionOperations.Campaign:
                if (call.Type is not OperationType.Fail && !campaigns.TryAdd(invocation.Value, call))
                    throw Misfit.Of(invocation, $"a candidate stands once, but {invocation.Value} stands in {key ?? "the election"} a second time");
                if (call.Type is OperationType.Ok) won.Add(LeaderOf(invocation, call));
                break;
            case ElectionOperations.Observe:
                if (call.Type is OperationType.Ok && !history[call.Return].Value.IsNull) seen.Add(LeaderOf(invocation, call));
                break;
            case ElectionOperations.Resign:
                if (call.Type is OperationType.Ok) resigned.TryAdd(invocation.Value.AsInteger(), call);
                break;
            default:
                throw Misfit.Function(invocation, "elections", "campaign, observe and resign");
        }
    }

    private void CheckTerms()
    {
        var leaders = new Dictionary<long, ElectedLeader>();
        foreach (var next in won.Concat(seen).OrderBy(item => item.Call.Return))
        {
            if (leaders.TryAdd(next.Term, next) || leaders[next.Term].Candidate == next.Candidate) continue;
            Report(
                InvariantNames.TwoLeaders, leaders[next.Term].Call, next.Call,
                $"Term {next.Term} of {key ?? "the election"} had two leaders: {leaders[next.Term].Candidate} ({Told(leaders[next.Term])}) and "
                + $"{next.Candidate} ({Told(next)}).");
        }
    }

    private void CheckCandidate(ElectedLeader question)
    {
        if (campaigns.TryGetValue(question.Candidate, out var campaign) && campaign.Invoke < question.Call.Return) return;
        Report(
            InvariantNames.PhantomLeader, question.Call, question.Call,
            $"{found.Who(question.Call.Invoke)} saw {question.Candidate} lead {key ?? "the election"} in term {question.Term}, who had not stood by then, "
            + "or had lost.");
    }

    // Against the largest term that was known when the campaign or the question began.
    private void CheckOrder()
    {
        var byReturn = won.Concat(seen).OrderBy(item => item.Call.Return).ToArray();
        var (next, highest) = (0, -1);
        foreach (var later in won.Concat(seen).OrderBy(item => item.Call.Invoke))
        {
            for (; next < byReturn.Length && byReturn[next].Call.Return < later.Call.Invoke; next++)
                if (highest < 0 || byReturn[next].Term > byReturn[highest].Term) highest = next;
            if (highest < 0 || later.Term > byReturn[highest].Term) continue;
            var isCampaign = history[later.Call.Invoke].F == ElectionOperations.Campaign;
            // Two who stood in one term are told of already; a question may see the same term again.
            if (later.Term == byReturn[highest].Term) continue;
            Report(
                isCampaign ? InvariantNames.TermOrder : InvariantNames.StaleLeader, byReturn[highest].Call, later.Call,
                $"{found.Who(later.Call.Invoke)} {(isCampaign ? "won" : "saw")} term {later.Term} of {key ?? "the election"} at "
                + $"{found.When(later.Call.Return)}, "
                + $"though term {byReturn[highest].Term} was known before ({Told(byReturn[highest])}).");
        }
    }

    private void CheckResigned(ElectedLeader question)
    {
        if (!resigned.TryGetValue(question.Term, out var resignation) || resignation.Return > question.Call.Invoke) return;
        Report(
            InvariantNames.StaleLeader, resignation, question.Call,
            $"{found.Who(question.Call.Invoke)} saw {question.Candidate} lead {key ?? "the election"} in term {question.Term} at "
            + $"{found.When(question.Call.Return)}, "
            + $"which was given back at {found.When(resignation.Return)}.");
    }

    private ElectedLeader LeaderOf(in Operation invocation, KeyedCall call)
    {
        var told = history[call.Return].Value;
        return told.Kind is ValueKind.List && told.AsList() is [{ Kind: ValueKind.Integer } term, { IsNull: false } candidate]
            ? new(term.AsInteger(), candidate, call)
            : throw Misfit.Of(invocation, $"a leader is [term, candidate], but {invocation.F} ends with {told}");
    }

    private string Told(ElectedLeader leader) =>
        $"{(history[leader.Call.Invoke].F == ElectionOperations.Campaign ? "won by" : "seen by")} {found.Who(leader.Call.Invoke)} at "
        + found.When(leader.Call.Return);

    private void Report(string name, KeyedCall first, KeyedCall second, string sentence) =>
        found.Add(name, key, [first.Invoke, second.Invoke], Math.Max(first.Return, second.Return), sentence);
}
