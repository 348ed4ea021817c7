using System.CommandLine;

namespace Chaos.Cli.Commands;

/// <summary><c>chaos explain TERM</c>.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var term = new Argument<string?>("term")
        {
            Description = "The word to explain; without it all words are listed.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("explain", "Prints the concept page of a word that verdicts and reports use.") { term };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(term) is { } name)
            {
                Console.Out.WriteLine(Concepts.Page(name));
                return ExitCodes.Success;
            }

            Table.Write(Console.Out, Concepts.Names.Select(known => (IReadOnlyList<string>)[known, Concepts.Summary(known)]));
            return ExitCodes.Success;
        });
        return command;
    }
}
