namespace Chaos.Consensus;

/// <summary>
/// The proposer: phase 1 with a majority, its own acceptor among it, so that no later life uses the ballot again; phase 2 with what it
/// found, or with its own value. Who is refused, or hears nothing, waits for a random while and takes a higher ballot.
/// </summary>
internal sealed partial class PaxosSingleProgram
{
    private const long TickNs = 10_000_000;
    private const long PatienceNs = 100_000_000;
    private const long BackOffNs = 50_000_000;

    private readonly SortedDictionary<string, SingleAttempt> attempts = new(StringComparer.Ordinal);
    private bool retryIsSet;

    private void Try(SingleAttempt attempt)
    {
        var instance = attempt.Instance;
        attempt.Begin(PaxosBallot.Above(Math.Max(attempt.Highest, Math.Max(attempt.Ballot, instance.Promise.Ballot)), self, bugs), host.MonotonicNs);
        attempt.RetryNs = host.MonotonicNs + PatienceNs + RandomUpTo(BackOffNs);
        SendToAll(new SinglePrepare { Key = instance.Key, Ballot = attempt.Ballot });
    }

    private long RandomUpTo(long lengthNs) => (long)(host.NextRandom() % (ulong)lengthNs);

    private void SendToAll(SingleMessage message)
    {
        foreach (var node in place.Members) Deliver(node, message);
    }

    private SingleAttempt? AttemptOf(SingleMessage answer) =>
        attempts.TryGetValue(answer.Key, out var attempt) && attempt.Ballot == answer.Ballot ? attempt : null;

    private void OnPromised(int from, SinglePromised message)
    {
        if (AttemptOf(message) is not { Proposal: null } attempt) return;
        attempt.Find(message.AcceptedBallot, message.Accepted, bugs);
        attempt.AnsweredBy |= PaxosMembers.Bit(from);
        if (!members.IsQuorum(attempt.AnsweredBy) || (attempt.AnsweredBy & PaxosMembers.Bit(self)) == 0) return;
        if (attempt.FoundBallot > 0) Propose(attempt, attempt.Found);
        else ServeUndecided(attempt);
    }

    private void Propose(SingleAttempt attempt, SingleProposal proposal)
    {
        attempt.Propose(proposal);
        SendToAll(new SingleAccept { Key = attempt.Instance.Key, Ballot = attempt.Ballot, Proposal = proposal });
    }

    private void OnAccepted(int from, SingleAccepted message)
    {
        if (AttemptOf(message) is not { Proposal: { } proposal } attempt) return;
        attempt.AnsweredBy |= PaxosMembers.Bit(from);
        if (!members.IsChosenBy(attempt.AnsweredBy, bugs)) return;
        foreach (var node in place.Members)
        {
            if (node != self) host.Send(node, new SingleChosen { Key = message.Key, Ballot = message.Ballot, Proposal = proposal });
        }

        Learn(message.Key, proposal);
    }

    private void OnRefused(SingleRefused message)
    {
        if (AttemptOf(message) is not { } attempt || message.Promised <= attempt.Highest) return;
        attempt.Highest = message.Promised;
        attempt.RetryNs = Math.Min(attempt.RetryNs, host.MonotonicNs + RandomUpTo(BackOffNs));
    }

    private void Learn(string key, SingleProposal proposal)
    {
        var instance = InstanceOf(key);
        instance.Chosen ??= proposal;
        if (!attempts.Remove(key, out var attempt)) return;
        foreach (var call in attempt.Calls) AnswerDecided(call, instance.Chosen.Value);
    }

    private void OnRetry()
    {
        var nowNs = host.MonotonicNs;
        foreach (var attempt in attempts.Values.ToArray())
        {
            while (attempt.Calls.TryPeek(out var oldest) && nowNs - oldest.StartedNs >= requestNs) GiveUp(attempt.Calls.Dequeue());
            if (attempt.Calls.Count == 0) attempts.Remove(attempt.Instance.Key);
            else if (nowNs >= attempt.RetryNs) Try(attempt);
        }

        retryIsSet = attempts.Count > 0;
        if (retryIsSet) host.SetTimer(RetryTimer, TickNs);
    }
}
