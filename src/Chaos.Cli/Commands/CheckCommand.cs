using System.CommandLine;
using Chaos.Campaigns;

namespace Chaos.Cli.Commands;

/// <summary><c>chaos check FILE|RUNDIR</c>.</summary>
internal static class CheckCommand
{
    private static readonly Argument<string> Input =
        new("history") { Description = "A history file, or the folder of a run." };

    private static readonly Option<string?> Model =
        Setting.Text("--model", "The model to judge by; see 'chaos list models'. Default: the run's own, else register.");

    private static readonly Option<string?> Engine = Setting.Text("--engine", "Force a checking engine. Default: chosen per key.");
    private static readonly Option<string?> TimeLimit = Setting.Text("--time-limit", "Time for the check. Default: 5m.");
    private static readonly Option<string?> MemoryLimit = Setting.Text("--memory-limit", "Memory for the check. Default: 2g.");
    private static readonly Option<bool> Json = Setting.Flag("--json", "Print one JSON object on stdout and nothing else.");

    public static Command Create()
    {
        var command = new Command("check", "Judges a stored history again; needs no engine.")
        {
            Input, Model, Engine, TimeLimit, MemoryLimit, Json,
        };
        command.SetAction(ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var defaults = new CheckBudget();
        var budget = defaults with
        {
            TimeLimit = Setting.Duration("--time-limit", parsed.GetValue(TimeLimit), defaults.TimeLimit),
            MemoryLimitBytes = Setting.Bytes("--memory-limit", parsed.GetValue(MemoryLimit), defaults.MemoryLimitBytes),
            CountsWholeProcess = true,
            Engine = parsed.GetValue(Engine),
        };
        var results = await new Recheck(TimeProvider.System).CheckAsync(
            parsed.GetValue(Input)!, parsed.GetValue(Model), budget, cancellationToken);
        return ResultsPrinter.Print(results, parsed.GetValue(Json));
    }
}
