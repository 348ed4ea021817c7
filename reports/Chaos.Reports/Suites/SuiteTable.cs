namespace Chaos.Reports;

/// <summary>A table about a night that a suite file may ask for, written as Markdown beside the summary.</summary>
/// <param name="Name">Its name in suite files.</param>
/// <param name="Render">The text.</param>
public sealed record SuiteTable(string Name, Func<SuiteResults, string> Render)
{
    /// <summary>What was found of what is publicly known, each with the sibling that must pass.</summary>
    public static SuiteTable TrackRecord { get; } = new("track-record", TrackRecordMarkdown.Of);

    /// <summary>The systems that were run, with version, image, verdicts, time to be ready and memory.</summary>
    public static SuiteTable Systems { get; } = new("systems", SystemsMarkdown.Of);

    /// <summary>All tables.</summary>
    public static IReadOnlyList<SuiteTable> All { get; } = [TrackRecord, Systems];

    /// <summary>The file's name in a suite's folder.</summary>
    public string FileName => $"{Name}.md";
}
