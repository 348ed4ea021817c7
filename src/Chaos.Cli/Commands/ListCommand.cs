using System.CommandLine;
using Chaos.Campaigns;

namespace Chaos.Cli.Commands;

/// <summary><c>chaos list [systems|workloads|nemeses|models|bugs|scenarios]</c>.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var kind = new Argument<string?>("kind")
        {
            Description = $"{string.Join(", ", Catalog.Kinds)}; without it all of them.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("list", "Lists what can be named on the command line, with the options it takes.") { kind };
        command.SetAction(parsed =>
        {
            var asked = parsed.GetValue(kind);
            if (asked is not null && !Catalog.Kinds.Contains(asked)) throw new UsageException(NearestName.Unknown("kind", asked, Catalog.Kinds));
            foreach (var one in Catalog.Kinds.Where(one => asked is null || one == asked)) Print(one, asked is null);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Print(string kind, bool titled)
    {
        if (titled) Console.Out.WriteLine(kind);
        var rows = new List<IReadOnlyList<string>>();
        foreach (var entry in Catalog.Entries(kind))
        {
            rows.Add([$"  {entry.Name}", entry.Summary]);
            rows.AddRange(entry.Details.Select(detail => (IReadOnlyList<string>)[$"    {detail.Key}", detail.Value]));
            rows.AddRange(entry.Options.Select(option => (IReadOnlyList<string>)
                [$"    {option.Name}={option.Default}", option.Choices.Count == 0
                    ? option.Summary
                    : $"{option.Summary} ({string.Join(" | ", option.Choices)})"]));
        }

        Table.Write(Console.Out, rows);
        if (titled) Console.Out.WriteLine();
    }
}
