namespace Chaos.Consensus;

/// <summary>
/// Registers that are written once, in the protocol of the key-value store. A cas from nothing proposes its value, and finds a mismatch
/// where another one is chosen; a write does the same and is refused there. A read that finds nothing accepted by a majority reads nothing.
/// </summary>
internal sealed partial class PaxosSingleProgram
{
    private void TakeOn(long call, KeyValueCommand command)
    {
        if (command.Action is KeyValueAction.OpenSession)
        {
            // Proposals are told apart by their calls: a session needs no state.
            host.Reply(call, new ClientReply(new(ReplyStatus.Ok, Value.Of(1), 0)));
            return;
        }

        if (command.Action is KeyValueAction.Append)
        {
            Refuse(call, "a register that is written once cannot be appended to");
            return;
        }

        var taken = new PendingCall(call, command, host.MonotonicNs);
        var instance = InstanceOf(command.Key);
        if (instance.Chosen is { } chosen)
        {
            AnswerDecided(taken, chosen);
            return;
        }

        var isFirst = !attempts.TryGetValue(command.Key, out var attempt);
        if (attempt is null) attempts.Add(command.Key, attempt = new(instance));
        attempt.Calls.Enqueue(taken);
        if (isFirst) Try(attempt);
        if (retryIsSet || attempts.Count == 0) return;
        retryIsSet = true;
        host.SetTimer(RetryTimer, TickNs);
    }

    private static bool Proposes(KeyValueCommand command) =>
        command.Action is KeyValueAction.Write || (command.Action is KeyValueAction.Cas && command.Expected.IsNull);

    /// <summary>A majority has accepted nothing so far: calls that propose nothing are answered, the first of the others proposes.</summary>
    private void ServeUndecided(SingleAttempt attempt)
    {
        while (attempt.Calls.TryPeek(out var call) && !Proposes(call.Command) && IsAfter(attempt, call))
        {
            attempt.Calls.Dequeue();
            var status = call.Command.Action is KeyValueAction.Read ? ReplyStatus.Ok : ReplyStatus.Mismatch;
            host.Reply(call.Call, new ClientReply(new(status, default, 0)));
        }

        if (!attempt.Calls.TryPeek(out var next))
        {
            attempts.Remove(attempt.Instance.Key);
        }
        else if (Proposes(next.Command))
        {
            next.Give(host.MonotonicNs);
            Propose(attempt, new(self, next.Call, next.Command.Value));
        }
        else
        {
            Try(attempt); // it came after this ballot began
        }
    }

    private static bool IsAfter(SingleAttempt attempt, PendingCall call) => call.StartedNs <= attempt.BegunNs;

    private void AnswerDecided(PendingCall call, SingleProposal chosen)
    {
        var isOwn = chosen.Node == self && chosen.Call == call.Call;
        var command = call.Command;
        var result = command.Action switch
        {
            KeyValueAction.Read => new KeyValueResult(ReplyStatus.Ok, chosen.Value, 1),
            _ when isOwn => new(ReplyStatus.Ok, chosen.Value, 1),
            KeyValueAction.Cas when command.Expected != chosen.Value => new(ReplyStatus.Mismatch, chosen.Value, 1),
            _ => new(ReplyStatus.Refused, default, 1),
        };
        host.Reply(call.Call, new ClientReply(result, result.Status is ReplyStatus.Refused ? "the register is written once, and was" : null));
    }

    private void GiveUp(PendingCall call) =>
        host.Reply(call.Call, new ClientReply(new(call.IsGiven ? ReplyStatus.Uncertain : ReplyStatus.NotServed, default, 0)));
}
