using Xunit;

namespace Chaos.Tests.House;

/// <summary>Small files, one public type each, short methods.</summary>
public sealed class CodeTidyTests
{
    private const int MaxLines = 400;
    private const int MaxMedianLines = 80;
    private const int MaxMemberLines = 60;

    private static readonly string[] Code = [.. Repository.Files(".cs")];

    [Fact]
    public void No_file_is_longer_than_400_lines()
    {
        var tooLong =
            from path in Code
            let lines = LinesOf(path)
            where lines > MaxLines
            select $"{path}: {lines} lines";

        Findings.AssertNone(tooLong);
    }

    [Fact]
    public void Half_of_the_files_have_at_most_80_lines()
    {
        var lines = Code.Where(IsShipped).Select(LinesOf).Order().ToArray();

        Assert.InRange(lines[lines.Length / 2], 1, MaxMedianLines);
    }

    [Fact]
    public void No_member_is_longer_than_60_lines()
    {
        var tooLong =
            from path in Code
            from member in CodeShape.Of(Repository.Read(path)).Members
            where member.Lines > MaxMemberLines
            select $"{path}: {member.Lines} lines: {member.Header}";

        Findings.AssertNone(tooLong);
    }

    [Fact]
    public void A_file_holds_at_most_one_public_type_and_is_named_after_it()
    {
        var wrong =
            from path in Code
            where IsShipped(path)
            let types = CodeShape.Of(Repository.Read(path)).Types.Where(type => type.IsPublic).Select(type => type.Name).ToArray()
            where types.Distinct().Count() > 1 || (types.Length > 0 && types[0] != NameOf(path))
            select $"{path}: {string.Join(", ", types)}";

        Findings.AssertNone(wrong);
    }

    [Fact]
    public void No_line_of_code_is_longer_than_160_characters()
    {
        var tooLong =
            from path in Code
            where IsShipped(path) // tests hold samples of other programs' output
            from line in Repository.Read(path).Split('\n').Index()
            where line.Item.Length > 160
            select $"{path}:{line.Index + 1}";

        Findings.AssertNone(tooLong);
    }

    private static bool IsShipped(string path) =>
        !path.StartsWith("tests/", StringComparison.Ordinal) && !path.StartsWith("bench/", StringComparison.Ordinal);

    private static int LinesOf(string path) => Repository.Read(path).Count(c => c == '\n');

    // Shape.Parts.cs holds a part of Shape.
    private static string NameOf(string path) => Path.GetFileName(path).Split('.')[0];
}
