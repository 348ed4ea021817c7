namespace Chaos;

/// <summary>One <c>name=value</c> that a system, workload or nemesis takes.</summary>
/// <param name="Name">Its name, in kebab-case.</param>
/// <param name="Default">The value when it is not given; null where that depends on the machine.</param>
/// <param name="Summary">What it does, in a sentence, with unit and limits.</param>
public sealed record OptionSpec(string Name, string? Default, string Summary)
{
    /// <summary>The only values that it takes; empty for free text.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
}
