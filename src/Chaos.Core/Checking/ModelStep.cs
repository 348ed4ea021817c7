namespace Chaos;

/// <summary>A model's answer: the next state, or a refusal in its own words.</summary>
public readonly record struct ModelStep
{
    private ModelStep(bool isLegal, Value state, string? reason)
    {
        IsLegal = isLegal;
        State = state;
        Reason = reason;
    }

    /// <summary>Whether the operation may happen in that state with that result.</summary>
    public bool IsLegal { get; }

    /// <summary>The next state, where legal.</summary>
    public Value State { get; }

    /// <summary>The refusal, where illegal: <c>read 4, but the register held 5</c>.</summary>
    public string? Reason { get; }

    /// <summary>It may happen and leads to <paramref name="state"/>.</summary>
    public static ModelStep To(Value state) => new(true, state, null);

    /// <summary>It may not happen.</summary>
    public static ModelStep Illegal(string reason) => new(false, default, reason);
}
