using System.CommandLine;
using Chaos.Campaigns;

namespace Chaos.Cli.Commands;

/// <summary><c>chaos suite FILE</c>.</summary>
internal static class SuiteCommand
{
    private static readonly Argument<string?> File = new("file")
    {
        Arity = ArgumentArity.ZeroOrOne, // without it our own sentence says what is missing
        Description = "The suite file, such as workloads/suites/smoke.yaml.",
    };

    private static readonly Option<bool> Resume = new("--resume") { Description = "Go on with a night that was cut off; nothing that is done is repeated." };
    private static readonly Option<string?> Date = Setting.Text("--date", "The date that 'seeds: date' means, as 2026-11-25. Default: today's in UTC.");
    private static readonly Option<string?> Since = Setting.Text("--since", "Folder of an earlier night to compare with.");
    private static readonly Option<string?> Out = Setting.Text("--out", "Folder of the night. Default: chaos-runs/<utc>-suite-<name>.");
    private static readonly Option<bool> Json = Setting.Flag("--json", "Print one JSON object on stdout and nothing else.");

    public static Command Create()
    {
        var command = new Command("suite", "Runs a matrix of tests, each with what it must give, and writes one page about the night.")
        {
            File, Resume, Date, Since, Out, Json,
        };
        command.SetAction(ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var progress = new StderrProgress();
        var launcher = new ChildRunLauncher(ToolCommand.Current(), TimeProvider.System, progress);
        var results = await new SuiteRunner(launcher, TimeProvider.System, progress).RunAsync(
            new()
            {
                File = parsed.GetValue(File)
                    ?? throw new UsageException("suite needs a suite file, such as './chaos suite workloads/suites/smoke.yaml'."),
                Resume = parsed.GetValue(Resume),
                SeedDate = parsed.GetValue(Date) is { } date ? SettingValue.Date("--date", date) : null,
                SinceDirectory = parsed.GetValue(Since),
                OutDirectory = parsed.GetValue(Out),
                Environment = Environment.GetEnvironmentVariable,
            },
            cancellationToken);
        SuitePrinter.Annotate(results);
        return SuitePrinter.Print(results, parsed.GetValue(Json));
    }
}
