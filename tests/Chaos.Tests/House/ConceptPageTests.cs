using Xunit;

namespace Chaos.Tests.House;

/// <summary>Every word that verdicts and reports use has a page; <c>chaos explain</c> prints it.</summary>
public sealed class ConceptPageTests
{
    private const string Folder = "docs/concepts/";

    private static readonly string[] Words =
    [
        "linearizability", "verdict", "valid", "invalid", "unknown", "history", "operation", "ok", "fail", "info", "process", "client", "nemesis",
        "fault", "effective", "partition", "kill", "pause", "coverage", "recovery", "safety", "leader", "term", "role", "stale-read",
        "lost-update", "phantom-read", "future-read", "non-linearizable", "quorum", "checker", "model", "seed", "workload", "latency", "open-loop",
        "availability", "mismatch", "zone-algorithm", "harness",
        "engine", "sequential-consistency", "regular-register", "safe-register", "power-loss", "lying-fsync", "split-brain", "suite", "cell",
        "control",
    ];

    private static readonly string[] Pages =
        [.. Repository.Files(".md").Where(path => path.StartsWith(Folder, StringComparison.Ordinal))];

    [Fact]
    public void Every_word_has_a_page() =>
        Findings.AssertNone(Words.Select(word => $"{Folder}{word}.md").Except(Pages));

    [Fact]
    public void Every_page_begins_with_title_summary_and_see()
    {
        var wrong =
            from page in Pages
            let matter = FrontMatter(page)
            let missing = new[] { "title", "summary", "see" }.Where(name => string.IsNullOrWhiteSpace(matter.GetValueOrDefault(name)))
            where missing.Any()
            select $"{page}: no {string.Join(", ", missing)}";

        Findings.AssertNone(wrong);
    }

    [Fact]
    public void Every_word_under_see_has_a_page_too()
    {
        var dead =
            from page in Pages
            from word in FrontMatter(page).GetValueOrDefault("see", "").Trim('[', ']').Split(',', StringSplitOptions.TrimEntries)
            where !Pages.Contains($"{Folder}{word}.md")
            select $"{page}: see {word}";

        Findings.AssertNone(dead);
    }

    [Fact]
    public void A_page_is_short_and_its_title_is_its_name()
    {
        var wrong =
            from page in Pages
            let lines = Repository.Read(page).Count(c => c == '\n')
            let title = FrontMatter(page).GetValueOrDefault("title")
            where lines is < 8 or > 45 || title != Path.GetFileNameWithoutExtension(page)
            select $"{page}: {lines} lines, title {title}";

        Findings.AssertNone(wrong);
    }

    private static Dictionary<string, string> FrontMatter(string page)
    {
        var lines = Repository.Read(page).Split('\n');
        if (lines[0] != "---")
            return [];
        return lines.Skip(1).TakeWhile(line => line != "---")
            .Select(line => line.Split(':', 2))
            .ToDictionary(pair => pair[0].Trim(), pair => pair.Length > 1 ? pair[1].Trim() : "", StringComparer.Ordinal);
    }
}
