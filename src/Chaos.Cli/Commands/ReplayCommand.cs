using System.CommandLine;
using Chaos.Campaigns;

namespace Chaos.Cli.Commands;

/// <summary><c>chaos replay RUNDIR</c>.</summary>
internal static class ReplayCommand
{
    private static readonly Argument<string> Run = new("run") { Description = "The folder of a run." };

    private static readonly Option<string?> Out =
        Setting.Text("--out", "Folder of the replay. Default: chaos-runs/<utc>-<system>-<workload>-<seed>.");

    private static readonly Option<bool> Json = Setting.Flag("--json", "Print one JSON object on stdout and nothing else.");

    public static Command Create()
    {
        var command = new Command(
            "replay", "Runs a stored run again: its invocations and its faults at their times, on the nodes that play the same parts.")
        {
            Run, Out, Json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var campaign = new Campaign(TimeProvider.System, new StderrProgress());
            var results = await campaign.ReplayAsync(parsed.GetValue(Run)!, parsed.GetValue(Out), cancellationToken);
            return ResultsPrinter.Print(results, parsed.GetValue(Json));
        });
        return command;
    }
}
