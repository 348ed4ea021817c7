using System.Globalization;
using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>Runs a sweep: every size of every series, repeated, in shuffled order, and makes curves of the figures.</summary>
/// <param name="launcher">Makes the runs.</param>
/// <param name="time">All clocks and timers.</param>
/// <param name="progress">Told what happens, a line each.</param>
public sealed class SweepRunner(IRunLauncher launcher, TimeProvider time, IProgress<string> progress)
{
    private static readonly TimeSpan AroundRun = TimeSpan.FromMinutes(15);

    /// <summary>The cores of the machine. Default: as the system tells.</summary>
    public int Cores { get; init; } = Environment.ProcessorCount;

    /// <summary>Runs it. Everything is resolved before anything starts.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="stop">Interrupts: the run under way ends in good order, and the page shows what there is.</param>
    /// <exception cref="UsageException">The request makes no sense, or the folder holds a sweep already.</exception>
    /// <exception cref="ClusterException">The folder cannot be written.</exception>
    public async Task<SweepResults> RunAsync(SweepRequest request, CancellationToken stop)
    {
        var began = time.GetUtcNow();
        var plan = SweepPlan.Of(request, Cores);
        var directory = MakeDirectory(request, began);
        progress.Report($"Sweep: {plan.Steps.Count} runs, into {directory}.");
        var runs = new List<SweepRun>();
        foreach (var step in plan.Steps)
        {
            if (stop.IsCancellationRequested) break;
            runs.Add(await RunAsync(request, step, directory, plan.Steps.Count, stop));
            await WriteAsync(directory, SweepSummary.Of(request, plan, runs, directory, began, Cores, stop.IsCancellationRequested));
        }

        var results = SweepSummary.Of(request, plan, runs, directory, began, Cores, stop.IsCancellationRequested);
        await WriteAsync(directory, results);
        return results;
    }

    private async Task<SweepRun> RunAsync(SweepRequest request, SweepStep step, string directory, int total, CancellationToken stop)
    {
        var name = $"runs/{step.Series.System}-{step.Series.Backend}-{Slug(step.Series.Nemesis)}-n{step.Nodes}-r{step.Repeat}";
        var order = new RunOrder
        {
            Run = step.Repeat,
            Request = step.Request with { OutDirectory = Path.Combine(directory, name) },
            Deadline = step.Request.TimeLimit + step.Request.RecoveryLimit + AroundRun,
        };
        progress.Report($"[{step.Order}/{total}] {step.Series.Name}, {step.Nodes} {(step.Nodes == 1 ? "node" : "nodes")}, repeat {step.Repeat}");
        var run = await launcher.RunAsync(order, stop);
        var figures = await FiguresAsync(order.Directory, request.WarmUp, stop);
        if (run.Verdict is Verdict.Valid) run = run with { OnlySummary = await launcher.ReduceAsync(order, stop) };
        progress.Report(string.Create(
            CultureInfo.InvariantCulture,
            $"[{step.Order}/{total}] {run.Verdict.ToString().ToLowerInvariant()}, p50 {figures?.P50Ms:0.##} ms, p99 {figures?.P99Ms:0.##} ms"));
        return new()
        {
            System = step.Series.System,
            Backend = step.Series.Backend,
            Nemesis = step.Series.Nemesis,
            Nodes = step.Nodes,
            Repeat = step.Repeat,
            Order = step.Order,
            Run = run with
            {
                Directory = Directory.Exists(order.Directory) ? name : null,
                HasReport = File.Exists(new RunDirectory(order.Directory).ReportFile),
            },
            Figures = figures,
        };
    }

    // Figures of a run that did not come to its end would flatter or slander its size.
    private async Task<SweepFigures?> FiguresAsync(string directory, TimeSpan warmUp, CancellationToken stop)
    {
        try
        {
            var stored = await StoredRun.ReadAsync(directory, stop);
            return stored.Document?.Ending is { Harness: HarnessState.Ok } ? SweepFigures.From(stored.Evidence, warmUp) : null;
        }
        catch (Exception failure) when (failure is UsageException or HistoryFormatException or IOException or OperationCanceledException)
        {
            progress.Report($"{directory} has no figures: {failure.Message}");
            return null;
        }
    }

    private async Task WriteAsync(string directory, SweepResults results)
    {
        try
        {
            await ChildFiles.WriteAsync(Path.Combine(directory, SweepJson.FileName), SweepJson.Of(results));
            await ChildFiles.WriteAsync(Path.Combine(directory, SweepCsv.Name), SweepCsv.Of(results));
            await ChildFiles.WriteAsync(Path.Combine(directory, SweepIndex.Name), await SweepIndex.RenderAsync(results));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            progress.Report($"The results in {directory} could not be written: {failure.Message} Make room; the sweep goes on.");
        }
    }

    private static string MakeDirectory(SweepRequest request, DateTimeOffset now)
    {
        var directory = request.OutDirectory ?? Path.Combine(
            RunDirectory.DefaultParent,
            string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-sweep-{string.Join('-', request.Systems)}"));
        if (File.Exists(Path.Combine(directory, SweepJson.FileName)))
            throw new UsageException($"{directory} holds results already. Give --out another folder.");
        try
        {
            Directory.CreateDirectory(directory);
            return directory;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ClusterException($"The folder {directory} for the sweep cannot be made: {failure.Message}", failure);
        }
    }

    private static string Slug(string text) => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c == '-' ? c : '-'));
}
