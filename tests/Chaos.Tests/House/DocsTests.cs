using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Chaos.Tests.House;

/// <summary>The pages tell of things that exist.</summary>
public sealed partial class DocsTests
{
    private static readonly string[] Pages = [.. Repository.Files(".md")];

    [Fact]
    public void Every_link_in_a_page_leads_somewhere()
    {
        var dead =
            from page in Pages
            from target in LinksOf(page)
            where !Uri.IsWellFormedUriString(target, UriKind.Absolute) && !Leads(page, target)
            select $"{page}: {target}";

        Findings.AssertNone(dead);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("CHANGELOG.md")]
    [InlineData("LICENSE")]
    [InlineData("docs/README.md")]
    [InlineData("docs/get-started.md")]
    [InlineData("docs/track-record.md")]
    [InlineData("docs/reference/cli.md")]
    [InlineData("docs/reference/exit-codes.md")]
    [InlineData("docs/reference/files.md")]
    [InlineData("docs/reference/environment.md")]
    [InlineData("docs/internals/architecture.md")]
    [InlineData(".ci/run")]
    public void The_house_has(string path) => Assert.True(Repository.Exists(path), $"{path} is missing.");

    [Fact]
    public void Every_page_under_docs_is_reached_from_its_index()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>(["docs/README.md"]);
        while (open.TryDequeue(out var page))
        {
            if (reached.Add(page) && page.EndsWith(".md", StringComparison.Ordinal) && Repository.Exists(page))
                LinksOf(page).Where(IsRelative).Select(target => Resolve(page, target)).ToList().ForEach(open.Enqueue);
        }

        Findings.AssertNone(Pages.Where(page => page.StartsWith("docs/", StringComparison.Ordinal)).Except(reached));
    }

    [Fact]
    public void Every_JSON_file_parses()
    {
        var broken = Repository.Files(".json").Select(path => (path, error: ErrorOf(path))).Where(file => file.error is not null);

        Findings.AssertNone(broken.Select(file => $"{file.path}: {file.error}"));
    }

    [Fact]
    public void The_schema_of_the_results_names_every_verdict()
    {
        using var schema = JsonDocument.Parse(Repository.Read("docs/reference/results.schema.json"));
        var text = schema.RootElement.GetRawText();

        Assert.True(schema.RootElement.TryGetProperty("$schema", out _));
        Assert.All(Enum.GetNames<Verdict>(), name => Assert.Contains($"\"{name.ToLowerInvariant()}\"", text, StringComparison.Ordinal));
    }

    private static string? ErrorOf(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(Repository.Read(path));
            return null;
        }
        catch (JsonException e)
        {
            return e.Message;
        }
    }

    private static IEnumerable<string> LinksOf(string page) =>
        Link().Matches(Fence().Replace(Repository.Read(page), "")).Select(match => match.Groups["target"].Value);

    private static bool IsRelative(string target) =>
        !target.StartsWith('#') && !Uri.IsWellFormedUriString(target, UriKind.Absolute);

    private static bool Leads(string page, string target)
    {
        var parts = target.Split('#', 2);
        var file = parts[0].Length == 0 ? page : Resolve(page, parts[0]);
        return Repository.Exists(file)
            && (parts.Length == 1 || (file.EndsWith(".md", StringComparison.Ordinal) && AnchorsOf(file).Contains(parts[1])));
    }

    private static string Resolve(string page, string target)
    {
        var directory = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        var full = Path.GetFullPath(Path.Combine(directory, target.Split('#')[0]));
        return Path.GetRelativePath(Repository.Root, full).Replace('\\', '/');
    }

    // The anchor of a heading as code hosts make it: lower case, words joined by dashes, other signs dropped.
    private static IEnumerable<string> AnchorsOf(string file) =>
        Heading().Matches(Fence().Replace(Repository.Read(file), ""))
            .Select(match => new string(
                [.. match.Groups["text"].Value.Trim().ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')])
                .Replace(' ', '-'));

    [GeneratedRegex(@"(?<!`)\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
