using System.Text.Json;
using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>The other side of <see cref="ChildRunLauncher"/>: what the process of a run does.</summary>
/// <param name="time">All clocks and timers.</param>
/// <param name="progress">Told what happens, a line each.</param>
public sealed class ChildRun(TimeProvider time, IProgress<string> progress)
{
    /// <summary>Does its task and tells the outcome: one line on <paramref name="output"/>, and a file in the folder.</summary>
    /// <param name="task">What to do.</param>
    /// <param name="directory">The folder of the run, which holds its order.</param>
    /// <param name="output">Takes the outcome; a full disk cannot keep it from there.</param>
    /// <param name="stop">Interrupts in good order.</param>
    /// <returns>The exit code of the run.</returns>
    public async Task<int> ExecuteAsync(ChildTask task, string directory, TextWriter output, CancellationToken stop)
    {
        var files = new ChildFiles(directory);
        var order = await files.ReadOrderAsync(stop);
        if (task is ChildTask.Reduce)
        {
            await new RunReduction(directory).ReduceAsync(stop);
            return VerdictTable.ExitValid;
        }

        var outcome = await OutcomeAsync(task, order, stop) with
        {
            Run = order.Run,
            Seed = order.Request.Seed,
            HasReport = File.Exists(new RunDirectory(directory).ReportFile),
        };
        await output.WriteLineAsync(ChildFiles.TextOf(outcome));
        await output.FlushAsync(CancellationToken.None);
        try
        {
            await ChildFiles.WriteAsync(files.OutcomeFile, ChildFiles.TextOf(outcome) + "\n");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            progress.Report($"The outcome could not be written down: {failure.Message}");
        }

        return outcome.ExitCode;
    }

    private async Task<CellRun> OutcomeAsync(ChildTask task, RunOrder order, CancellationToken stop)
    {
        try
        {
            return CellRun.Of(order.Run, task is ChildTask.Run
                ? await new Campaign(time, progress).RunAsync(order.Request, stop)
                : await JudgeAsync(order, stop));
        }
        catch (Exception failure)
        {
            progress.Report($"{failure}");
            // The results are written before the report: a report that fails takes no verdict away.
            return Stored(order) is { } results
                ? CellRun.Of(order.Run, results)
                : CellRun.Failed(order.Run, order.Request.Seed, KindOf(failure, stop), ReasonOf(failure));
        }
    }

    private async Task<RunResults> JudgeAsync(RunOrder order, CancellationToken stop)
    {
        await new Recheck(time).ReportAsync(order.Directory, new CheckBudget(), stop);
        return Stored(order)
            ?? throw new ClusterException($"The results in {order.Directory} were written and cannot be read. Look at the disk.");
    }

    private static RunResults? Stored(RunOrder order)
    {
        try
        {
            return ResultsFile.FromJson(File.ReadAllText(new RunDirectory(order.Directory).ResultsFile));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private static HarnessState KindOf(Exception failure, CancellationToken stop) => failure switch
    {
        ClusterException or IOException or UnauthorizedAccessException or OutOfMemoryException => HarnessState.InfrastructureFailed,
        OperationCanceledException when stop.IsCancellationRequested => HarnessState.Interrupted,
        _ => HarnessState.Bug,
    };

    private static string ReasonOf(Exception failure) => failure switch
    {
        ClusterException or IOException or UnauthorizedAccessException or UsageException or HistoryFormatException => failure.Message,
        OutOfMemoryException => "The run's process ran out of its memory limit. Give the cell a larger memory-limit, or less load.",
        OperationCanceledException => "Interrupted before there was anything to judge.",
        _ => $"This is a bug in Chaos, please report it with chaos.log: {failure.GetType().Name}: {failure.Message}",
    };
}
