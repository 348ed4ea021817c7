namespace Chaos.Systems;

/// <summary>What an operation makes of a cell.</summary>
/// <param name="Next">What the cell holds afterwards; null where it stays as it is.</param>
/// <param name="Answer">The completion, if the cell could be replaced, or need not be.</param>
internal readonly record struct CellStep(Value? Next, Completion Answer)
{
    /// <summary>An operation that only looks.</summary>
    public static CellStep Look(Value result) => new(null, Completion.Ok(result));

    /// <summary>An operation that replaces the cell.</summary>
    public static CellStep Change(Value next, Value result) => new(next, Completion.Ok(result));
}
