using System.CommandLine;
using Chaos.Campaigns;

namespace Chaos.Cli.Commands;

/// <summary><c>chaos shrink RUNDIR</c>.</summary>
internal static class ShrinkCommand
{
    private const int DefaultTrials = 2_000;

    private static readonly Argument<string> Run = new("run") { Description = "The folder of a simulated run that shows a violation." };

    private static readonly Option<string?> Out =
        Setting.Text("--out", "Folder of the smaller run. Default: chaos-runs/<utc>-<system>-<workload>-<seed>.");

    private static readonly Option<string?> Trials = Setting.Text("--trials", "Runs that the search may take. Default: 2000.");
    private static readonly Option<bool> Json = Setting.Flag("--json", "Print one JSON object on stdout and nothing else.");

    public static Command Create()
    {
        var command = new Command(
            "shrink", "Looks for fewer faults, nodes, clients and operations that still show the violation, and stores them as a run.")
        {
            Run, Out, Trials, Json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var results = await new Campaign(TimeProvider.System, new StderrProgress()).ShrinkAsync(
                parsed.GetValue(Run)!,
                parsed.GetValue(Out),
                Setting.Count("--trials", parsed.GetValue(Trials), DefaultTrials, 1, 1_000_000),
                cancellationToken);
            if (results is not null) return ResultsPrinter.Print(results, parsed.GetValue(Json));
            Console.Error.WriteLine(
                "No smaller run was found that shows the violation each time it is repeated: it hangs on delays, and those are others as soon as "
                + $"anything is left out. The run itself repeats: ./chaos run with the seed in {parsed.GetValue(Run)}/run.json, or a larger --trials.");
            return ExitCodes.Unknown;
        });
        return command;
    }
}
