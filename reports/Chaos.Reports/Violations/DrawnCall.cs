namespace Chaos.Reports;

/// <summary>An operation in a drawing.</summary>
public sealed record DrawnCall
{
    /// <summary>The operation.</summary>
    public required Call Call { get; init; }

    /// <summary>Its number among those that contradict each other, from 1; null for one that is only shown for context.</summary>
    public int? Number { get; init; }

    /// <summary>The part it plays.</summary>
    public string? Part { get; init; }

    /// <summary>Its row.</summary>
    public required int Row { get; init; }

    /// <summary>Where it begins.</summary>
    public required double FromX { get; init; }

    /// <summary>Where it ends; the right edge where it never did.</summary>
    public required double ToX { get; init; }

    /// <summary>What it did: <c>write 5</c>, <c>read → 4</c>.</summary>
    public string Label => CallText.Of(Call);

    /// <summary>Whether nobody knows if and when it happened.</summary>
    public bool IsOpen => Call.End is OperationType.Info;
}
