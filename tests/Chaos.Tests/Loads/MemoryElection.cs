namespace Chaos.Tests.Loads;

/// <summary>Elections in memory that all clients share, whose leaders lead until they step down.</summary>
internal sealed class MemoryElection(RunClock clock, MemoryElection.Bug bug) : IClient
{
    private readonly Dictionary<string, (long Term, Value Leader, Value Before)> elections = new(StringComparer.Ordinal);
    private int campaigns;
    private int questions;

    /// <summary>What is wrong with it.</summary>
    internal enum Bug
    {
        /// <summary>Nothing.</summary>
        None,

        /// <summary>Every tenth winner gets the term of the one before.</summary>
        TermsTwice,

        /// <summary>Every tenth question is answered with the leader before.</summary>
        OldAnswers,
    }

    public async ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(2), clock.TimeProvider, cancellationToken);
        var (term, leader, before) = elections.GetValueOrDefault(invocation.Key!);
        switch (invocation.F)
        {
            case ElectionOperations.Campaign:
                if (!leader.IsNull) return Completion.Fail(LockOperations.HeldError);
                if (bug is not Bug.TermsTwice || ++campaigns % 10 > 0) term++;
                var won = Value.Of(Value.Of(term), invocation.Value);
                elections[invocation.Key!] = (term, won, before);
                return Completion.Ok(won);
            case ElectionOperations.Observe:
                return Completion.Ok(bug is Bug.OldAnswers && ++questions % 10 == 0 ? before : leader);
            default:
                if (leader.IsNull || leader.AsList()[0] != invocation.Value) return Completion.Fail(LockOperations.NotHeldError);
                elections[invocation.Key!] = (term, Value.Null, leader);
                return Completion.Ok(invocation.Value);
        }
    }

    public ValueTask DisposeAsync() => default;
}
