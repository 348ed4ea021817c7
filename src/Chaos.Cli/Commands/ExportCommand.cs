using System.CommandLine;
using Chaos.Campaigns;

namespace Chaos.Cli.Commands;

/// <summary><c>chaos export FILE|RUNDIR</c>.</summary>
internal static class ExportCommand
{
    private static readonly Argument<string> Input =
        new("history") { Description = "A history file in any format that 'check' reads, or the folder of a run." };

    private static readonly Option<string?> Format =
        Setting.Text("--format", "edn (Jepsen, Knossos) or jsonl (the own format). Default: edn.");

    private static readonly Option<string?> Out = Setting.Text("--out", "The file to write, which must not exist yet. Default: stdout.");

    public static Command Create()
    {
        var command = new Command("export", "Writes a stored history in a format of other tools; needs no engine.") { Input, Format, Out };
        command.SetAction(ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = parsed.GetValue(Out);
        var notes = await HistoryExport.WriteAsync(
            parsed.GetValue(Input)!,
            parsed.GetValue(Format) ?? HistoryExport.Edn,
            () => path is null ? Console.OpenStandardOutput() : new FileStream(path, FileMode.CreateNew, FileAccess.Write),
            cancellationToken);
        foreach (var note in notes) await Console.Error.WriteLineAsync(note);
        return ExitCodes.Success;
    }
}
