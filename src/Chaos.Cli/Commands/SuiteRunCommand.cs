using System.CommandLine;
using Chaos.Campaigns;

namespace Chaos.Cli.Commands;

/// <summary><c>chaos suite-run TASK DIR</c>: the process of one run of a suite. Not for people: the suite starts it.</summary>
internal static class SuiteRunCommand
{
    // Where memory runs out, the kernel should take this process and not the suite.
    private const string OutOfMemoryScore = "/proc/self/oom_score_adj";

    public static Command Create()
    {
        var task = new Argument<ChildTask>("task");
        var directory = new Argument<string>("directory");
        var command = new Command(ChildRunLauncher.Command, "The process of one run of a suite.") { task, directory };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            OfferToTheKernel();
            ParentWatch.Begin(Console.In, stop.Cancel, () => Environment.Exit(ExitCodes.Interrupted));
            return await new ChildRun(TimeProvider.System, new StderrProgress()).ExecuteAsync(
                parsed.GetValue(task), parsed.GetValue(directory)!, Console.Out, stop.Token);
        });
        return command;
    }

    private static void OfferToTheKernel()
    {
        try
        {
            if (File.Exists(OutOfMemoryScore)) File.WriteAllText(OutOfMemoryScore, "500");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"This process could not be offered to the kernel for want of memory: {failure.Message}");
        }
    }
}
