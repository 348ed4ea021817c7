using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Chaos.Campaigns;

namespace Chaos.Cli.Commands;

/// <summary><c>chaos list [systems|workloads|nemeses|models|bugs|scenarios]</c>.</summary>
internal static class ListCommand
{
    private static readonly Option<bool> Json = Setting.Flag("--json", "Print one JSON array on stdout, an entry a line, and nothing else.");

    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var kind = new Argument<string?>("kind")
        {
            Description = $"{string.Join(", ", Catalog.Kinds)}; without it all of them.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("list", "Lists what can be named on the command line, with the options it takes.") { kind, Json };
        command.SetAction(parsed =>
        {
            var asked = parsed.GetValue(kind);
            if (asked is not null && !Catalog.Kinds.Contains(asked)) throw new UsageException(NearestName.Unknown("kind", asked, Catalog.Kinds));
            var kinds = Catalog.Kinds.Where(one => asked is null || one == asked);
            if (parsed.GetValue(Json)) PrintJson(kinds);
            else foreach (var one in kinds) Print(one, asked is null);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void PrintJson(IEnumerable<string> kinds)
    {
        var entries = kinds.SelectMany(kind => Catalog.Entries(kind).Select(entry => JsonSerializer.Serialize(
            new
            {
                kind,
                entry.Name,
                entry.System,
                entry.Summary,
                Details = entry.Details.ToDictionary(),
                Options = entry.Options.Select(option => new { option.Name, option.Default, option.Summary, option.Choices }),
            },
            Plain)));
        Console.Out.WriteLine($"[\n{string.Join(",\n", entries)}\n]");
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
