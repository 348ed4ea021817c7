using System.Globalization;
using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>
/// Tries to split a system in every shape of a cut that could split it, until each was shown often enough, and writes one document about
/// it. It stops at the first run that refutes the claim.
/// </summary>
/// <param name="time">All clocks and timers.</param>
/// <param name="progress">Told what happens, a line each.</param>
public sealed class ProofRunner(TimeProvider time, IProgress<string> progress)
{
    /// <summary>Makes one run. Default: a campaign's run, in this process.</summary>
    internal Func<RunRequest, CancellationToken, Task<RunResults>> Launch { get; init; } =
        (request, stop) => new Campaign(time, progress).RunAsync(request, stop);

    /// <summary>Makes the proof.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="stop">Interrupts: the run under way ends in good order, and the document says what there is.</param>
    /// <exception cref="UsageException">The request makes no sense, or the folder holds results already.</exception>
    /// <exception cref="ClusterException">There is no engine, or the folder cannot be written.</exception>
    public async Task<ProofResults> ProveAsync(ProofRequest request, CancellationToken stop)
    {
        var (began, start) = (time.GetUtcNow(), time.GetTimestamp());
        var plan = ProofPlan.Of(request);
        var directory = MakeDirectory(request, began);
        progress.Report($"Proof into {directory}.");
        var steps = new List<ProofStep>();
        // The quorum that forgets first: its runs are few and short, and refute what no cut can.
        foreach (var size in plan.Sizes.OrderByDescending(size => size.IsForgotten))
        {
            for (var runs = 0; runs < size.MostRuns && MayGoOn(); runs++)
            {
                var cuts = size.NextCuts(shape => ProofSummary.MetOf(shape, steps), runs);
                if (cuts.Count == 0) break;
                var order = size with { Plan = size.Plan with { Request = size.Plan.Request with { Backend = plan.Request.Backend } } };
                try
                {
                    steps.Add(await RunAsync(order, cuts, directory, request.Seed + (ulong)steps.Count, runs + 1, plan.Command, stop));
                }
                catch (ClusterException cannot) when (size.IsForgotten && runs == 0)
                {
                    // Here no power can be taken away; what the cuts showed stands.
                    plan = plan.WithoutForgotten(cannot.Message);
                    break;
                }

                // The first run decides where it was left open: all others go the same way.
                if (steps[^1].Backend is { } backend) plan = plan with { Request = plan.Request with { Backend = backend } };
                await WriteAsync(directory, Results());
            }
        }

        var results = Results();
        await WriteAsync(directory, results);
        return results;

        bool MayGoOn() => !stop.IsCancellationRequested && steps.TrueForAll(step => step is { Run.Harness: HarnessState.Ok, Findings.Count: 0 });

        ProofResults Results() => ProofSummary.Of(plan, steps, directory, began, time.GetElapsedTime(start), stop.IsCancellationRequested);
    }

    private async Task<ProofStep> RunAsync(
        ProofSize size, IReadOnlyList<string> cuts, string directory, ulong seed, int run, string command, CancellationToken stop)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"runs/{(size.IsForgotten ? SplitShapes.ForgottenQuorum : $"n{size.Nodes}")}-{run}");
        progress.Report($"[{name}] {size.Nodes} nodes, {cuts.Count} {(size.IsForgotten ? "try" : "cuts")}: {string.Join(", ", cuts.Distinct())}.");
        var path = Path.Combine(directory, name);
        var results = await Launch(size.RequestOf(cuts, seed, path, command), stop);
        var step = ProofReading.Of(size, name, results, (await StoredRun.ReadAsync(path, CancellationToken.None)).Evidence);
        foreach (var shape in step.Cuts.GroupBy(cut => cut.Shape))
            progress.Report($"[{name}] {shape.Key}: {shape.Count(cut => cut.Met)} of {shape.Count()} count.");
        return step;
    }

    private async Task WriteAsync(string directory, ProofResults results)
    {
        try
        {
            await ChildFiles.WriteAsync(Path.Combine(directory, ProofJson.FileName), ProofJson.Of(results));
            await ChildFiles.WriteAsync(Path.Combine(directory, ProofIndex.Name), await ProofIndex.RenderAsync(results));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            progress.Report($"The results in {directory} could not be written: {failure.Message} Make room; the proof goes on.");
        }
    }

    private static string MakeDirectory(ProofRequest request, DateTimeOffset now)
    {
        var directory = request.OutDirectory ?? Path.Combine(
            RunDirectory.DefaultParent,
            string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-prove-{request.System}"));
        if (File.Exists(Path.Combine(directory, ProofJson.FileName)))
            throw new UsageException($"{directory} holds results already. Give --out another folder.");
        try
        {
            Directory.CreateDirectory(directory);
            return directory;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ClusterException($"The folder {directory} for the proof cannot be made: {failure.Message}", failure);
        }
    }
}
