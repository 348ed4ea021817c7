namespace Chaos.Workloads;

/// <summary>
/// Writes and deletes, and watches from old, present and future revisions: from any old one, from where a watch ended, from the newest change
/// on, from a little beyond it, and from the first revision that a compaction left.
/// </summary>
/// <param name="Shape">The shares.</param>
/// <param name="NextValue">The next value to be written; no value is written twice.</param>
/// <param name="Newest">The highest revision that anybody was told.</param>
/// <param name="Compacted">The highest compacted revision that a watch was told; 0 for none.</param>
/// <param name="Resume">Where the last watch ended.</param>
/// <param name="Count">How many operations there were.</param>
internal sealed record WatchGenerator(WatchShape Shape, long NextValue, long Newest, long Compacted, long Resume, long Count) : IGenerator
{
    private const int MostAhead = 50;
    private const int ShortestMs = 100;
    private const int FunctionDraw = 0;
    private const int KeyDraw = 1;
    private const int StartDraw = 2;
    private const int DistanceDraw = 3;
    private const int LengthDraw = 4;
    private const int ProgressDraw = 5;
    private const int FutureDraw = 6;
    private static readonly int[] Progress = [0, 1, 4, 60];

    /// <inheritdoc/>
    public GeneratorStep Next(in GeneratorContext context)
    {
        var random = context.Random.At(Count);
        var share = random.Below(100, FunctionDraw);
        var key = $"w{random.Below(Shape.Keys, KeyDraw)}";
        var next = this with { Count = Count + 1 };
        if (share < Shape.WatchPercent)
        {
            var forMs = ShortestMs + random.Below(Math.Max(1, Shape.LongestMs - ShortestMs), LengthDraw);
            return GeneratorStep.Operation(WatchOperations.WatchOf(Start(random), forMs, random.Pick(Progress, ProgressDraw)), 0, next);
        }

        share -= Shape.WatchPercent;
        if (share < Shape.DeletePercent) return GeneratorStep.Operation(WatchOperations.DeleteOf(key), 0, next);
        var invocation = share < Shape.DeletePercent + Shape.RewritePercent
            ? WatchOperations.RewriteOf(key, NextValue, Math.Max(1, Newest - random.Below(Shape.MostBack, DistanceDraw)))
            : WatchOperations.WriteOf(key, NextValue);
        return GeneratorStep.Operation(invocation, 0, next with { NextValue = NextValue + 1 });
    }

    /// <inheritdoc/>
    public IGenerator Update(in GeneratorContext context, in Operation operation)
    {
        if (operation is not { Type: OperationType.Ok, Value.Kind: ValueKind.List }) return this;
        if (operation.F != WatchOperations.Watch)
            return operation.Value.AsList()[0] is { IsNull: false } revision ? this with { Newest = Math.Max(Newest, revision.AsInteger()) } : this;
        var (newest, compacted, resume) = (Newest, Compacted, Resume);
        foreach (var item in operation.Value.AsList())
        {
            var at = item.AsList()[1].AsInteger();
            var kind = item.AsList()[0].AsText();
            if (kind == WatchOperations.Compacted) compacted = Math.Max(compacted, at);
            else newest = Math.Max(newest, at);
            resume = at + 1;
        }

        return this with { Newest = newest, Compacted = compacted, Resume = resume };
    }

    private long Start(Randomness random)
    {
        if (random.Below(100, FutureDraw) < Shape.FuturePercent) return Newest + 2 + random.Below(MostAhead, DistanceDraw);
        return random.Below(8, StartDraw) switch
        {
            < 3 => Math.Max(1, Newest - random.Below(Shape.MostBack, DistanceDraw)),
            < 5 => Math.Max(1, Resume),
            < 6 => Newest + 1,
            _ => Math.Max(1, Compacted == 0 ? Newest : Compacted),
        };
    }
}
