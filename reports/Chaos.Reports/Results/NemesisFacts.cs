using None = System.Collections.ObjectModel.ReadOnlyDictionary<string, string?>;

namespace Chaos.Reports;

/// <summary>A nemesis as it was asked for.</summary>
public sealed record NemesisFacts
{
    /// <summary>The family: <c>partition</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The colour of its lane, a CSS hexadecimal colour.</summary>
    public string Color { get; init => field = value ?? "#888888"; } = "#888888";

    /// <summary>The promise it breaks.</summary>
    public BrokenPromise Breaks { get; init; }

    /// <summary>Its parameters in force.</summary>
    public IReadOnlyDictionary<string, string?> Parameters { get; init => field = value ?? None.Empty; } = None.Empty;
}
