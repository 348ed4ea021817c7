namespace Chaos;

/// <summary>What a node runs.</summary>
public sealed record NodeLaunch
{
    /// <summary>The program and its arguments; replaces the image's entry point.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Files by absolute path, written before the first start.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();
}
