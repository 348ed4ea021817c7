namespace Chaos;

/// <summary>A nemesis in a run: one operation at a time, recorded as process <c>nemesis</c> with the lane's name as key.</summary>
public sealed record NemesisLane
{
    /// <summary>The nemesis' name, unique in the run.</summary>
    public required string Name { get; init; }

    /// <summary>When it acts. Times count from the begin of the main phase; it stops at its end.</summary>
    public required IGenerator Generator { get; init; }

    /// <summary>Carries out one operation. A throw is recorded as an info.</summary>
    public required Func<Invocation, CancellationToken, ValueTask<Completion>> InvokeAsync { get; init; }

    /// <summary>
    /// Ends whatever is in force. Called at the end of every run, also of one that was stopped, at the same time as that of the other lanes;
    /// after a throw once more, and a second throw is a failure of the run.
    /// </summary>
    public required Func<CancellationToken, ValueTask> HealAsync { get; init; }

    /// <summary>The lane of a nemesis.</summary>
    public static NemesisLane Of(INemesis nemesis, NemesisContext context) => new()
    {
        Name = nemesis.Name,
        Generator = nemesis.Generator,
        InvokeAsync = (invocation, cancellationToken) => nemesis.InvokeAsync(context, invocation, cancellationToken),
        HealAsync = cancellationToken => nemesis.HealAsync(context, cancellationToken),
    };
}
