using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Chaos.Checking;

/// <summary>
/// In which order objects are judged. Each gets a turn first that is long enough for nearly all; what is left after that is hard, and is
/// taken up again when no other object waits behind it.
/// </summary>
internal sealed class Turns(Func<ObjectHistory, Allowance, ObjectJudgement> judge, int parallelism)
{
    private const long FirstTurn = 250_000;
    private const long FirstTurnOfCall = 20;

    /// <summary>Judges all objects; the judgements are in their order.</summary>
    public ObjectJudgement[] JudgeAll(List<ObjectHistory> objects, Allowance allowance)
    {
        var judgements = new ObjectJudgement[objects.Count];
        int[] order = [.. Enumerable.Range(0, objects.Count)];
        if (order.Length > 1)
        {
            Each(WorkUnits.Of(objects, order), i => judgements[i] = Told(judge(objects[i], First(objects[i]))));
            order = Array.FindAll(order, i => IsTurnOver(judgements[i]));
        }

        Each(WorkUnits.Of(objects, order), i => judgements[i] = Told(judge(objects[i], allowance.LastTurn())));
        return judgements;

        Allowance First(ObjectHistory one) => allowance.Turn(FirstTurn + (FirstTurnOfCall * one.Calls.Count));

        ObjectJudgement Told(ObjectJudgement judgement)
        {
            if (judgement.Verdict is Verdict.Invalid) allowance.ViolationFound();
            return judgement;
        }
    }

    private static bool IsTurnOver(ObjectJudgement judgement) =>
        judgement.Verdict is Verdict.Unknown && judgement.Why?.StartsWith(Allowance.TurnOver, StringComparison.Ordinal) is true;

    private void Each(List<ArraySegment<int>> portions, Action<int> action)
    {
        try
        {
            Parallel.ForEach(
                Partitioner.Create(portions, EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, parallelism) },
                portion =>
                {
                    foreach (var i in portion) action(i);
                });
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }
}
