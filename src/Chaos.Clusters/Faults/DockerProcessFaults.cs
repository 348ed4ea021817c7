using Chaos.Agent;
using Docker.DotNet;

namespace Chaos.Clusters;

/// <summary>Signals to all processes of a node through its agent; restarts of the same container, with its data, through the engine.</summary>
internal sealed class DockerProcessFaults(IDockerClient client, IReadOnlyList<Pod> pods, RunClock clock, NodeStart start)
    : IProcessFaults
{
    private static readonly TimeSpan StopPoll = TimeSpan.FromMilliseconds(50);
    private readonly Dictionary<string, Pod> byName = pods.ToDictionary(pod => pod.Name, StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<EffectTime> KillAsync(string node, CancellationToken cancellationToken) =>
        ChangeAsync(
            node,
            async (pod, token) =>
            {
                var effect = await SignalAsync(pod, AgentSignal.Kill, token);
                await PodExit.WaitAsync(client, pod, clock, token);
                return effect;
            },
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<EffectTime> StopAsync(string node, TimeSpan grace, CancellationToken cancellationToken) =>
        ChangeAsync(
            node,
            async (pod, token) =>
            {
                var asked = await SignalAsync(pod, AgentSignal.Term, token);
                for (var began = clock.NowNs;
                    clock.NowNs - began < grace.Ticks * TimeSpan.NanosecondsPerTick
                        && (await InspectAsync(node, token)).State is not NodeProcessState.Gone;)
                    await Task.Delay(StopPoll, clock.TimeProvider, token);
                var ended = await SignalAsync(pod, AgentSignal.Kill, token);
                await PodExit.WaitAsync(client, pod, clock, token);
                return new EffectTime(asked.EarliestNs, ended.LatestNs);
            },
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<EffectTime> StartAsync(string node, CancellationToken cancellationToken) =>
        ChangeAsync(
            node,
            async (pod, token) =>
            {
                var earliest = clock.NowNs;
                if (!await start.TryStartAsync(pod, token) && (await InspectAsync(node, token)).State == NodeProcessState.Gone)
                {
                    // It died a moment ago and the engine had not noticed.
                    await PodExit.WaitAsync(client, pod, clock, token);
                    await start.TryStartAsync(pod, token);
                }

                return new EffectTime(earliest, clock.NowNs);
            },
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<EffectTime> PauseAsync(string node, CancellationToken cancellationToken) =>
        ChangeAsync(node, (pod, token) => SignalAsync(pod, AgentSignal.Stop, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<EffectTime> ResumeAsync(string node, CancellationToken cancellationToken) =>
        ChangeAsync(node, (pod, token) => SignalAsync(pod, AgentSignal.Cont, token), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<NodeProcesses> InspectAsync(string node, CancellationToken cancellationToken)
    {
        var answer = await PodOf(node).Agent.AskAsync(new AgentRequest.Processes(), cancellationToken);
        return Read(answer.Reply.Processes ?? []);
    }

    /// <summary>What a list of processes means for the node.</summary>
    internal static NodeProcesses Read(IEnumerable<AgentProcess> processes)
    {
        var living = processes.Where(process => process.State is not ('Z' or 'X')).ToList();
        if (living.Count == 0)
            return new NodeProcesses(NodeProcessState.Gone, null);
        // The main process came first from outside of the pod; others from outside are commands run beside it.
        var main = living.Where(process => process.ParentPid == 0).DefaultIfEmpty(living[0])
            .OrderBy(process => process.StartMs).ThenBy(process => process.Pid).First();
        var state = living.All(process => process.State is 'T' or AgentProcess.Frozen) ? NodeProcessState.Paused : NodeProcessState.Running;
        return new NodeProcesses(state, $"{main.Pid}@{main.StartMs}");
    }

    private static async Task<EffectTime> SignalAsync(Pod pod, AgentSignal signal, CancellationToken cancellationToken) =>
        (await pod.Agent.AskAsync(
            new AgentRequest.Signal { Number = signal }, cancellationToken, TimeSpan.FromSeconds(5))).Effect;

    private async ValueTask<EffectTime> ChangeAsync(
        string node, Func<Pod, CancellationToken, Task<EffectTime>> changeAsync, CancellationToken cancellationToken)
    {
        var pod = PodOf(node);
        await pod.Changing.WaitAsync(cancellationToken);
        try
        {
            return await EngineErrors.SayAsync($"change the node {node}", () => changeAsync(pod, cancellationToken));
        }
        finally
        {
            pod.Changing.Release();
        }
    }

    private Pod PodOf(string node) => byName.TryGetValue(node, out var pod)
        ? pod
        : throw new ArgumentException($"There is no node '{node}' in this cluster.", nameof(node));
}
