namespace Chaos.Simulation;

/// <summary>Kill, restart, pause: at the very event that the virtual clock stands at.</summary>
internal sealed class SimulatedProcessFaults(Dictionary<string, SimulatedNode> nodes, RunClock clock) : IProcessFaults, INodeJoins
{
    public ValueTask<EffectTime> KillAsync(string node, CancellationToken cancellationToken) => Do(nodes[node].Kill);

    public ValueTask<EffectTime> StartAsync(string node, CancellationToken cancellationToken) => Do(nodes[node].Start);

    public ValueTask<EffectTime> PauseAsync(string node, CancellationToken cancellationToken) => Do(nodes[node].Pause);

    public ValueTask<EffectTime> ResumeAsync(string node, CancellationToken cancellationToken) => Do(nodes[node].Resume);

    public ValueTask<EffectTime> JoinAsync(string node, IReadOnlyList<string> members, CancellationToken cancellationToken) =>
        Do(nodes[node].Join);

    public ValueTask<NodeProcesses> InspectAsync(string node, CancellationToken cancellationToken)
    {
        var found = nodes[node];
        var state = !found.IsRunning ? NodeProcessState.Gone : found.IsPaused ? NodeProcessState.Paused : NodeProcessState.Running;
        return new(new NodeProcesses(state, found.Incarnation));
    }

    private ValueTask<EffectTime> Do(Action step)
    {
        step();
        return new(new EffectTime(clock.NowNs, clock.NowNs));
    }
}
