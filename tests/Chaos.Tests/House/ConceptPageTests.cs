using System.Reflection;
using System.Text.RegularExpressions;
using Chaos.Checking;
using Xunit;

namespace Chaos.Tests.House;

/// <summary>Every word that verdicts and reports use has a page; <c>chaos explain</c> prints it.</summary>
public sealed partial class ConceptPageTests
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
    public void Every_violation_that_a_checker_can_name_is_explained_on_one_page()
    {
        var named = typeof(InvariantNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)
            .Concat(Repository.Files(".cs").Where(path => path.StartsWith("src/Chaos.Checking/", StringComparison.Ordinal)).SelectMany(NamesIn))
            .Append(ReplicaAgreementChecker.Divergence).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(["lost-event", "stale-read", "lost-update", "split-brain", "non-linearizable"], StringComparer.Ordinal), named);
        var explained = Pages.SelectMany(page => NamesOn(page).Append(Path.GetFileNameWithoutExtension(page))).ToArray();

        Findings.AssertNone(named.Except(explained));
        Findings.AssertNone(explained.GroupBy(name => name).Where(name => name.Count() > 1).Select(name => $"{name.Key} has {name.Count()} pages"));
    }

    [Fact]
    public void A_page_says_something_of_each_name_that_it_explains()
    {
        var silent =
            from page in Pages
            from name in NamesOn(page)
            where !Repository.Read(page).Contains($"*{name}*", StringComparison.Ordinal)
            select $"{page}: {name}";

        Findings.AssertNone(silent);
    }

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

    // The names that explainers give stand in their code, and are words with a hyphen.
    private static IEnumerable<string> NamesIn(string path) =>
        from Match match in NameOfAnomaly().Matches(Repository.Read(path)) select match.Groups[1].Value;

    private static string[] NamesOn(string page) => FrontMatter(page).GetValueOrDefault("names", "").Trim('[', ']')
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"""((?:stale|lost|phantom|future|split|non)-[a-z]+)""")]
    private static partial Regex NameOfAnomaly();

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
