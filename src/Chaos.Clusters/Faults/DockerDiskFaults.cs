using Chaos.Agent;
using Docker.DotNet;

namespace Chaos.Clusters;

/// <summary>Faults of the nodes' data directories, carried out by their agents.</summary>
internal sealed class DockerDiskFaults(IDockerClient client, IReadOnlyList<Pod> pods, RunClock clock, ClusterNeeds needs) : IDiskFaults
{
    private static readonly TimeSpan Copying = TimeSpan.FromSeconds(60);
    private readonly Dictionary<string, Pod> byName = pods.ToDictionary(pod => pod.Name, StringComparer.Ordinal);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DiskLoss>> LosePowerAsync(
        IReadOnlyCollection<string> nodes, CancellationToken cancellationToken)
    {
        var victims = nodes.Select(PodOf).ToList();
        // All are held before the first is struck: the losses follow each other as fast as the messages do.
        foreach (var pod in victims)
            await pod.Changing.WaitAsync(cancellationToken);
        try
        {
            return await EngineErrors.SayAsync<IReadOnlyList<DiskLoss>>(
                "cut the power of nodes", async () => await Task.WhenAll(victims.Select(pod => LoseAsync(pod, cancellationToken))));
        }
        finally
        {
            victims.ForEach(pod => pod.Changing.Release());
        }
    }

    /// <inheritdoc/>
    public async ValueTask<EffectTime> SetAsync(string node, FileTreatment treatment, CancellationToken cancellationToken) =>
        (await AskAsync(node, new AgentRequest.CallsSet { Wish = TreatmentWish.Of(treatment) }, cancellationToken)).Effect;

    /// <inheritdoc/>
    public async ValueTask<EffectTime> FillAsync(string node, long freeBytes, CancellationToken cancellationToken) =>
        (await AskAsync(node, new AgentRequest.DiskFill { FreeBytes = freeBytes }, cancellationToken)).Effect;

    /// <inheritdoc/>
    public async ValueTask<EffectTime> FreeAsync(string node, CancellationToken cancellationToken) =>
        (await AskAsync(node, new AgentRequest.DiskFree(), cancellationToken)).Effect;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<FileDamage>> DamageAsync(string node, DamagePlan plan, CancellationToken cancellationToken)
    {
        var found = await AskAsync(node, new AgentRequest.FileList { Pattern = plan.Files }, cancellationToken);
        var done = new List<FileDamage>();
        foreach (var file in (found.Reply.Files ?? []).Where(file => file.Bytes > 0))
        {
            var damage = DamageDraw.Of(file, plan);
            await AskAsync(node, damage, cancellationToken);
            done.Add(new FileDamage(file.Path, DamageDraw.Describe(file, damage)));
        }

        return done;
    }

    /// <inheritdoc/>
    public async ValueTask<long> WipeAsync(string node, CancellationToken cancellationToken) =>
        (await AskAsync(node, new AgentRequest.DataEmpty(), cancellationToken)).Reply.DataBytes ?? 0;

    /// <inheritdoc/>
    public async ValueTask<long> SaveAsync(string node, string copy, CancellationToken cancellationToken) =>
        (await AskAsync(node, new AgentRequest.DataSave { Copy = copy }, cancellationToken)).Reply.DataBytes ?? 0;

    /// <inheritdoc/>
    public async ValueTask<EffectTime> RollBackAsync(string node, string copy, CancellationToken cancellationToken) =>
        (await AskAsync(node, new AgentRequest.DataRollBack { Copy = copy }, cancellationToken)).Effect;

    /// <inheritdoc/>
    public async ValueTask<DiskState> InspectDiskAsync(string node, CancellationToken cancellationToken)
    {
        var state = new DiskState { FreeBytes = await FreeBytesAsync(node, cancellationToken) };
        if (!needs.FileCalls)
            return state;
        var calls = (await AskAsync(node, new AgentRequest.CallsState(), cancellationToken)).Reply.Calls;
        return state with
        {
            TreatedFlushes = calls?.TreatedFlushes ?? 0,
            FailedCalls = calls?.FailedCalls ?? 0,
            MedianFlushNs = calls?.MedianFlushNs,
        };
    }

    private async Task<long?> FreeBytesAsync(string node, CancellationToken cancellationToken) => needs is { PowerLoss: false, DataFiles: false }
        ? null
        : (await AskAsync(node, new AgentRequest.DiskState(), cancellationToken)).Reply.Disk?.FreeBytes;

    private async Task<DiskLoss> LoseAsync(Pod pod, CancellationToken cancellationToken)
    {
        var struck = await pod.Agent.AskAsync(new AgentRequest.DiskLose(), cancellationToken);
        await PodExit.WaitAsync(client, pod, clock, cancellationToken);
        var back = await pod.Agent.AskAsync(new AgentRequest.DiskRecover(), cancellationToken, TimeSpan.FromSeconds(10));
        return LossSentence.Of(
            pod.Name, struck.Effect,
            struck.Reply.Loss ?? throw Silent(pod, "the power loss"),
            back.Reply.Recovery ?? throw Silent(pod, "the disk after its power loss"));
    }

    private async Task<AgentAnswer> AskAsync(string node, AgentRequest request, CancellationToken cancellationToken)
    {
        var pod = PodOf(node);
        await pod.Changing.WaitAsync(cancellationToken);
        try
        {
            return await pod.Agent.AskAsync(request, cancellationToken, Copying);
        }
        finally
        {
            pod.Changing.Release();
        }
    }

    private static ClusterException Silent(Pod pod, string what) => new($"The agent of {pod.Name} said nothing about {what}.");

    private Pod PodOf(string node) => byName.TryGetValue(node, out var pod)
        ? pod
        : throw new ArgumentException($"There is no node '{node}' in this cluster.", nameof(node));
}
