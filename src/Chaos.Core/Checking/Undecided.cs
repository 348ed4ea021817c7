namespace Chaos;

/// <summary>An object that a checker could not decide: how far it came, what makes it hard, and what would help.</summary>
public sealed record Undecided
{
    /// <summary>The object; null where there is only one.</summary>
    public string? Key { get; init; }

    /// <summary>What ran out, in a few words.</summary>
    public required string Why { get; init; }

    /// <summary>How many completions were passed, in order of time.</summary>
    public required int Reached { get; init; }

    /// <summary>How many completions there are.</summary>
    public required int Completions { get; init; }

    /// <summary>The operations that make it hard, in a sentence.</summary>
    public required string Hard { get; init; }

    /// <summary>Some of them: the indexes of their invocations, in order of time.</summary>
    public IReadOnlyList<long> Operations { get; init; } = [];

    /// <summary>What would help, in a sentence.</summary>
    public required string Help { get; init; }
}
