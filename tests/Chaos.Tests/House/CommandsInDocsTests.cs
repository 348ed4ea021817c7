using System.Text.RegularExpressions;
using Chaos.Nemeses;
using Xunit;

namespace Chaos.Tests.House;

/// <summary>What the pages tell people to type exists.</summary>
public sealed partial class CommandsInDocsTests
{
    private const string Reference = "docs/reference/cli.md";

    private static readonly string[][] Lines =
        [.. Repository.Files(".md").SelectMany(page => Commands().Matches(Repository.Read(page)))
            .Select(match => match.Groups["words"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    private static readonly string ReferenceText = Repository.Read(Reference);

    [Fact]
    public void Every_command_in_a_page_is_in_the_reference()
    {
        Assert.Contains(Lines, line => line[0] == "run");
        Findings.AssertNone(Lines
            .Select(line => line[0])
            .Where(command => !command.StartsWith("--", StringComparison.Ordinal) && command != "COMMAND")
            .Where(command => !ReferenceText.Contains($"\n## {command}\n", StringComparison.Ordinal))
            .Distinct());
    }

    [Fact]
    public void Every_option_in_a_page_is_in_the_reference()
    {
        Findings.AssertNone(Lines
            .SelectMany(line => line)
            .Where(word => word.StartsWith("--", StringComparison.Ordinal) && word != "--help")
            .Select(word => word.Split('=')[0])
            .Where(option => !ReferenceText.Contains($"`{option}", StringComparison.Ordinal)
                && !ReferenceText.Contains($"[{option}]", StringComparison.Ordinal))
            .Distinct());
    }

    [Fact]
    public void Every_nemesis_in_a_page_can_be_asked_for()
    {
        var arguments = Nemeses().Matches(string.Join('\n', Repository.Files(".md").Select(Repository.Read)))
            .Select(match => match.Groups["argument"].Value)
            .Where(argument => !argument.Contains("NAME", StringComparison.Ordinal))
            .Select(argument => argument.Replace("none,", "", StringComparison.Ordinal)) // a sweep's healthy curve
            .ToArray();

        Assert.Contains("partition,kill,pause", arguments);
        Assert.All(arguments, argument => NemesisArguments.Parse(argument));
    }

    [Fact]
    public void Every_system_in_a_page_exists() =>
        Findings.AssertNone(Lines
            .Where(line => line[0] == "run" && line.Length > 1 && char.IsAsciiLetterLower(line[1][0]))
            .Select(line => line[1])
            .Except(Chaos.Campaigns.AllSystems.All.Select(system => system.Name)));

    // From './chaos' to the end of the line, of the code span or of the shell command.
    [GeneratedRegex(@"\./chaos (?<words>[^`\n|;&>]+)")]
    private static partial Regex Commands();

    [GeneratedRegex(@"--nemesis (?<argument>[a-z][^\s`]*)")]
    private static partial Regex Nemeses();
}
