using System.CommandLine;

namespace Chaos.Cli;

/// <summary>Turns the parser's errors into sentences with the nearest name.</summary>
internal static class UsageErrors
{
    /// <summary>The first error of a command line, or null.</summary>
    public static string? Of(ParseResult parsed)
    {
        if (parsed.Errors.Count == 0) return null;
        var command = parsed.CommandResult.Command;
        var isRoot = !command.Parents.Any();
        var help = $"See './chaos {(isRoot ? "" : command.Name + " ")}--help'.";
        if (parsed.UnmatchedTokens.Count > 0)
        {
            var token = parsed.UnmatchedTokens[0];
            if (token.StartsWith('-'))
                return $"{NearestName.Unknown($"option of {command.Name}", token, command.Options.Select(option => option.Name))} {help}";
            if (isRoot)
                return $"{NearestName.Unknown("command", token, command.Subcommands.Where(child => !child.Hidden).Select(child => child.Name))} {help}";
            return $"'{token}' is one argument too many for {command.Name}. {help}";
        }

        return $"{parsed.Errors[0].Message} {help}";
    }
}
