namespace Chaos.Checking;

/// <summary>What a polynomial engine found.</summary>
/// <param name="Verdict">Valid or invalid, exactly; unknown where the engine does not apply.</param>
internal sealed record EngineFinding(Verdict Verdict)
{
    /// <summary>There is a legal order.</summary>
    public static EngineFinding Valid { get; } = new(Verdict.Valid);

    /// <summary>Why the engine does not apply.</summary>
    public string? Why { get; init; }

    /// <summary>Some calls, in order of invocation, that have no legal order by themselves; nothing that they need is missing.</summary>
    public IReadOnlyList<Call> Suspects { get; init; } = [];

    /// <summary>What is wrong, in a sentence, for contradictions that are too large to be made small.</summary>
    public string? Sentence { get; init; }

    /// <summary>The engine does not apply.</summary>
    public static EngineFinding Unfit(string why) => new(Verdict.Unknown) { Why = why };

    /// <summary>There is no legal order, not even of these calls.</summary>
    public static EngineFinding Invalid(IEnumerable<Call> suspects, string sentence) =>
        new(Verdict.Invalid) { Suspects = [.. suspects.DistinctBy(call => call.Invoke).OrderBy(call => call.Invoke)], Sentence = sentence };
}
