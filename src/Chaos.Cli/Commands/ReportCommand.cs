using System.CommandLine;
using Chaos.Campaigns;

namespace Chaos.Cli.Commands;

/// <summary><c>chaos report RUNDIR</c>.</summary>
internal static class ReportCommand
{
    private static readonly Argument<string> Run = new("run") { Description = "The folder of a run." };

    public static Command Create()
    {
        var command = new Command("report", "Makes results.json and report.html of a run again; needs no engine.") { Run };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = await new Recheck(TimeProvider.System).ReportAsync(parsed.GetValue(Run)!, new CheckBudget(), cancellationToken);
            Console.Out.WriteLine(path);
            return ExitCodes.Success;
        });
        return command;
    }
}
