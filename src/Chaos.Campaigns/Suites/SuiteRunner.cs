using System.Reflection;
using System.Text.Json;
using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>Runs a suite: its cells in their order, one after the other or some beside each other, whatever becomes of each.</summary>
/// <param name="launcher">Makes the runs.</param>
/// <param name="time">All clocks and timers.</param>
/// <param name="progress">Told what happens, a line each.</param>
public sealed class SuiteRunner(IRunLauncher launcher, TimeProvider time, IProgress<string> progress)
{
    // A night can be looked at while it goes on.
    private static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(5);

    /// <summary>Runs the suite of a file. Everything in it is resolved before anything starts.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="stop">Interrupts: the run under way ends in good order, and the folder can be resumed.</param>
    /// <exception cref="UsageException">The file is wrong, or the folders are not what they are named as.</exception>
    /// <exception cref="ClusterException">The folder cannot be written.</exception>
    public async Task<SuiteResults> RunAsync(SuiteRequest request, CancellationToken stop)
    {
        var earlier = request.SinceDirectory is { } since ? await EarlierAsync(since, stop) : null;
        var now = time.GetUtcNow();
        // Read once more with the night's own date, where a night is resumed that began on an earlier one.
        var seedDate = request.SeedDate ?? DateOnly.FromDateTime(now.UtcDateTime);
        var suite = Read(request, seedDate);
        var folder = FolderOf(request, suite, now);
        using var state = request.Resume && SuiteState.IsIn(folder.Path)
            ? SuiteState.Resume(folder.Path, now, seedDate)
            : SuiteState.Begin(folder.Path, now, seedDate);
        if (request.SeedDate is { } asked && asked != state.SeedDate)
            throw new UsageException($"{folder.Path} was begun with the seeds of {state.SeedDate:yyyy-MM-dd}. Leave --date out, or give --out another folder.");
        if (state.SeedDate != seedDate) suite = Read(request, state.SeedDate);
        state.Bind(suite, folder.Path);
        var outputs = new SuiteOutputs(folder, progress);
        await outputs.WriteSuiteAsync(suite);
        return await RunAsync(suite, folder, state, outputs, night => Compared(night, earlier, request.SinceDirectory), stop);
    }

    private async Task<SuiteResults> RunAsync(
        Suite suite, SuiteFolder folder, SuiteState state, SuiteOutputs outputs, Func<SuiteResults, SuiteResults> compare, CancellationToken stop)
    {
        var beside = suite.Jobs == 1 ? "" : $", up to {suite.Jobs} at a time";
        progress.Report($"Suite {suite.Name}: {suite.Cells.Count} cells{beside}, into {folder.Path}.");
        // Runs that were beside each other took their time together.
        var budget = new SuiteBudget(suite.Budget, TimeSpan.FromMilliseconds(state.SpentMs / suite.Jobs), time);
        var runner = new CellRunner(suite, folder, state, launcher, budget, time, progress);
        var cells = suite.Cells.Select(cell => cell.Blank()).ToArray();
        await outputs.WriteAsync(Summed(isComplete: false));
        var written = time.GetTimestamp();
        using var writer = new SemaphoreSlim(1);
        await new CellSchedule(suite.Cells, suite.Jobs).RunAsync(async i =>
        {
            var cell = suite.Cells[i];
            var control = Array.Find(cells, other => other.Key == cell.SiblingOf);
            cells[i] = await runner.RunAsync(cell, $"[{i + 1}/{cells.Length}]", control?.Runs.Count ?? 0, stop);
            await writer.WaitAsync(CancellationToken.None);
            try
            {
                if (time.GetElapsedTime(written) < WriteEvery) return;
                await outputs.WriteAsync(Summed(isComplete: false));
                written = time.GetTimestamp();
            }
            finally
            {
                writer.Release();
            }
        });

        var night = Summed(isComplete: !stop.IsCancellationRequested);
        await outputs.WriteAsync(night);
        return night;

        SuiteResults Summed(bool isComplete) => compare(SuiteOutcome.Sum(
            new()
            {
                Name = suite.Name,
                Description = suite.Description,
                Summary = "",
                ExitCode = 0,
                IsComplete = isComplete,
                StartedAt = state.StartedAt,
                Directory = folder.Path,
                Tables = suite.Tables,
                Cells = cells.ToArray(),
                Notes = [.. suite.Notes, .. NotesOn(state)],
                Versions = Versions(),
            },
            stop.IsCancellationRequested));
    }

    private static IEnumerable<string> NotesOn(SuiteState state) => state.Failure is { } failure
        ? [$"Not everything that is done could be written down ({failure}); --resume would repeat that."]
        : [];

    private static Suite Read(SuiteRequest request, DateOnly seedDate) => SuiteFile.Read(request.File, seedDate, request.Environment);

    private SuiteFolder FolderOf(SuiteRequest request, Suite suite, DateTimeOffset now)
    {
        if (request.OutDirectory is not { } named)
        {
            if (!request.Resume) return SuiteFolder.New(suite.Name, now);
            return SuiteFolder.Newest(suite.Name)
                ?? throw new UsageException(
                    $"There is no night of the suite {suite.Name} in {RunDirectory.DefaultParent} to resume. Name its folder with --out DIR.");
        }

        var holdsOne = SuiteState.IsIn(named);
        if (holdsOne && !request.Resume)
            throw new UsageException($"{named} holds a suite already. Give --resume to go on with it, or --out another folder.");
        if (!holdsOne && request.Resume) progress.Report($"{named} holds no suite yet: there is nothing to resume, and a new night begins.");
        return new(named);
    }

    private static async Task<SuiteResults> EarlierAsync(string directory, CancellationToken stop)
    {
        var path = Path.Combine(directory, SuiteResultsFile.Name);
        try
        {
            return SuiteResultsFile.FromJson(await File.ReadAllTextAsync(path, stop));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new UsageException(
                $"--since {directory}: expected the folder of an earlier night of a suite, with its {SuiteResultsFile.Name}. {failure.Message}", failure);
        }
    }

    private static SuiteResults Compared(SuiteResults night, SuiteResults? earlier, string? directory) =>
        earlier is null ? night : SuiteComparison.Mark(night, earlier, directory!);

    private static Dictionary<string, string> Versions()
    {
        var version = typeof(SuiteRunner).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        var parts = version.Split('+');
        return new() { ["chaos"] = parts[0], ["commit"] = parts.Length > 1 ? parts[1] : "unknown" };
    }
}
