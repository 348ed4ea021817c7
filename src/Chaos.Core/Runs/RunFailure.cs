namespace Chaos;

/// <summary>Why a run was stopped, or could not end as it should. What was recorded until then stands.</summary>
/// <param name="Kind">Surroundings or bug.</param>
/// <param name="Message">A sentence for the user.</param>
public sealed record RunFailure(RunFailureKind Kind, string Message)
{
    /// <summary>The exception behind it, where there is one.</summary>
    public Exception? Exception { get; init; }
}
