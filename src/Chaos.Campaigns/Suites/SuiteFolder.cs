using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>The folder of a suite and the names of the files in it.</summary>
/// <param name="Path">The folder.</param>
public sealed record SuiteFolder(string Path)
{
    private const int LongestSlug = 70;

    /// <summary>The suite file as it was read.</summary>
    public string SuiteFile => In("suite.yaml");

    /// <summary>Verdicts and figures of the night.</summary>
    public string ResultsFile => In(SuiteResultsFile.Name);

    /// <summary>The same for CI servers.</summary>
    public string JUnitFile => In(JUnitXml.Name);

    /// <summary>The same as text.</summary>
    public string SummaryFile => In(SuiteMarkdown.Name);

    /// <summary>The page.</summary>
    public string IndexFile => In(SuiteIndex.Name);

    /// <summary>A folder for a night that was not told where.</summary>
    public static SuiteFolder New(string suite, DateTimeOffset now) => new(System.IO.Path.Combine(
        RunDirectory.DefaultParent,
        string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-suite-{SlugOf(suite)}")));

    /// <summary>The newest folder of a night of that suite below <c>chaos-runs</c>; null where there is none.</summary>
    public static SuiteFolder? Newest(string suite) => Directory.Exists(RunDirectory.DefaultParent)
        ? Directory.EnumerateDirectories(RunDirectory.DefaultParent, $"*Z-suite-{SlugOf(suite)}")
            .Where(SuiteState.IsIn).Order(StringComparer.Ordinal).Select(path => new SuiteFolder(path)).LastOrDefault()
        : null;

    /// <summary>The folder of an attempt at a run, relative to this one, with forward slashes.</summary>
    /// <param name="cell">The cell's name.</param>
    /// <param name="run">The number of the run, from 1.</param>
    /// <param name="attempt">The number of the attempt, from 1.</param>
    public static string RelativeOf(string cell, int run, int attempt) => string.Create(
        CultureInfo.InvariantCulture, $"cells/{CellSlugOf(cell)}/run-{run}{(attempt == 1 ? "" : $"-attempt-{attempt}")}");

    /// <summary>A path below this folder.</summary>
    public string In(string relative) => System.IO.Path.Combine(Path, relative);

    // Cut short for file systems and people; the digest keeps two cells apart that look alike then.
    private static string CellSlugOf(string cell) =>
        $"{SlugOf(cell)}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cell)))[..8]}";

    private static string SlugOf(string text)
    {
        var slug = new StringBuilder();
        foreach (var c in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(c);
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }

        var whole = slug.ToString().Trim('-');
        return whole.Length <= LongestSlug ? whole : whole[..LongestSlug].Trim('-');
    }
}
