using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>The part of a run between its plan and its verdict: cluster up, load and faults, heal, collect, cluster down.</summary>
internal sealed class RunSession(
    RunPlan plan, RunDirectory directory, IBackend backend, TimeProvider time, IProgress<string> progress)
{
    private static readonly TimeSpan CollectLimit = TimeSpan.FromSeconds(30);
    private readonly RunEndings endings = new(directory.Path);

    /// <summary>Executes; every failure is an ending, and what was recorded stands.</summary>
    public async Task<RunEnding> ExecuteAsync(CancellationToken stop)
    {
        RunEnding ending;
        try
        {
            ending = await backend.RunAsync(plan, site => RecordAsync(site, stop), stop);
        }
        catch (Exception failure)
        {
            ending = endings.Of(failure, stop);
        }

        await CloseAsync(ending);
        return ending;
    }

    private async Task<RunEnding> RecordAsync(RunSite site, CancellationToken stop)
    {
        var document = RunFactsOf.Start(plan, site.RunId, backend, time.GetUtcNow());
        RunDocumentFile.Write(directory.RunFile, document);
        using var journal = site.OpenJournal(directory.HistoryFile, plan);
        using var files = new RunFiles(directory, site.IsVirtual);
        site.Opened.AddRange([journal, files]);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(site.Stop, files.Broken);
        progress.Report($"Starting {plan.System.Name} on {plan.Nodes.Count} nodes.");
        await using var cluster = await site.StartClusterAsync(progress, either.Token);
        try
        {
            return await UseAsync(site, cluster, document, journal, files, either.Token, stop);
        }
        catch (OperationCanceledException) when (files.Failure is { } full)
        {
            return new(HarnessState.InfrastructureFailed, endings.FullDisk(full));
        }
        finally
        {
            await CollectAsync(cluster);
            progress.Report("Taking the cluster down.");
        }
    }

    private async Task<RunEnding> UseAsync(
        RunSite site, ICluster cluster, RunDocument document, Journal journal, RunFiles files, CancellationToken either, CancellationToken stop)
    {
        await using var connection = plan.System.Connect(cluster, plan.SystemOptions, site.Clock);
        var body = new RunBody(plan, site, files, progress);
        var gate = await body.AwaitHealthAsync(cluster, connection, directory.NodesDirectory, either);
        var readyAtNs = site.Clock.NowNs;
        var memoryBytes = await NodeMemory.MeanAsync(cluster, either);
        var version = await connection.ReadVersionAsync(cluster.Nodes[0], either);
        RunDocumentFile.Write(directory.RunFile, document with { Facts = RunFactsOf.Started(document.Facts, cluster, version, readyAtNs, memoryBytes) });
        progress.Report($"{plan.System.Name} {version} is healthy. "
            + (plan.Request.Proof is { } proof ? $"Load, and {proof.Shapes.Count} cuts." : $"Load for {Durations.Format(plan.Request.TimeLimit)}."));
        var outcome = await body.ExecuteAsync(cluster, connection, gate, journal, either);
        return files.Failure is { } full ? new(HarnessState.InfrastructureFailed, endings.FullDisk(full)) : endings.Of(outcome, stop);
    }

    private async Task CollectAsync(ICluster cluster)
    {
        using var limit = new CancellationTokenSource(CollectLimit, time);
        try
        {
            await cluster.CollectAsync(directory.NodesDirectory, limit.Token);
        }
        catch (Exception failure) when (failure is IOException or ClusterException or OperationCanceledException or UnauthorizedAccessException)
        {
            progress.Report($"The nodes' logs could not be collected: {failure.Message}");
        }
    }

    private async Task CloseAsync(RunEnding ending)
    {
        try
        {
            var document = await RunDocumentFile.ReadAsync(directory.RunFile, CancellationToken.None);
            await RunDocumentFile.WriteAsync(directory.RunFile, document with { Ending = ending });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or HistoryFormatException)
        {
            progress.Report($"The end of the run could not be written down: {failure.Message}");
        }
    }
}
