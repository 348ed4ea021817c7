using System.Text.RegularExpressions;
using Xunit;

namespace Chaos.Tests.House;

/// <summary>Words that must not be committed. They are put together here, so that this file does not hold them.</summary>
public sealed class WordTests
{
    private static readonly string[] Text =
        [.. Repository.Files(
            ".cs", ".csproj", ".props", ".md", ".sh", ".json", ".yaml", ".yml", ".razor", ".js", ".css", ".proto", "chaos", "run")
            .Where(path => !path.StartsWith("tests/corpus/", StringComparison.Ordinal))];

    [Theory]
    [InlineData("NotImplemented" + "Exception", "finish it, or leave it out")]
    [InlineData(@"\bTO" + @"DO\b", "file an issue")]
    [InlineData(@"\bFIX" + @"ME\b", "file an issue")]
    [InlineData(@"\bHA" + @"CK\b", "say why in a comment")]
    [InlineData("#reg" + "ion", "split the file")]
    [InlineData("#pragma warning " + "disable", "mend the cause, or decide it in .editorconfig")]
    public void Unfinished_work_is_not_committed(string word, string instead) => AssertAbsent(Text, word, instead);

    [Theory]
    [InlineData(@"(?<![\w.])/wo" + "rk/")]
    [InlineData("/tmp" + "/w/")]
    [InlineData(@"(?<![\w.])/ro" + "ot/")]
    [InlineData(@"[A-Z]:\\Us" + "ers")]
    public void No_path_of_one_machine_is_committed(string word) => AssertAbsent(Text, word, "take it from the environment");

    [Theory]
    [InlineData("api.nuget" + ".org")]
    [InlineData("deb.debian" + ".org")]
    [InlineData("registry.npmjs" + ".org")]
    public void No_package_mirror_is_named(string word) =>
        AssertAbsent(Text, word, "leave it to the machine's own package sources");

    [Theory]
    [InlineData(@"\bsim" + @"ply\b")]
    [InlineData(@"\bblazing" + "ly|\\bworld-" + "class|\\bcutting" + "-edge|\\bsea" + "mless")]
    public void Docs_are_plain(string word) =>
        AssertAbsent([.. Text.Where(path => path.EndsWith(".md", StringComparison.Ordinal))], word, "leave it out");

    private static void AssertAbsent(IEnumerable<string> files, string pattern, string instead)
    {
        var regex = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(10));
        var found =
            from path in files
            from line in Repository.Read(path).Split('\n').Index()
            where regex.IsMatch(line.Item)
            select $"{path}:{line.Index + 1}: {line.Item.Trim()} ({instead})";

        Findings.AssertNone(found);
    }
}
