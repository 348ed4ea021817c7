namespace Chaos.Agent;

/// <summary>
/// Freezes the control groups of the node's containers. The agent does it itself and not the engine: in the first version of control
/// groups a frozen process cannot even be killed, so whoever freezes must be there to thaw when the controller dies.
/// </summary>
internal sealed class GroupFreezer(IPodProcesses processes, AgentClock clock) : IFreezer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(1);

    private readonly Lock gate = new();
    private readonly HashSet<ControlGroup> frozen = [];

    /// <inheritdoc/>
    public bool IsFrozen
    {
        get
        {
            lock (gate)
                return frozen.Count > 0 && frozen.All(group => group.IsFrozen);
        }
    }

    /// <inheritdoc/>
    public async Task FreezeAsync()
    {
        var own = ControlGroup.Of("self", AgentProtocol.ControlGroups);
        var groups = processes.List()
            .Select(process => ControlGroup.Of($"{process.Pid}", AgentProtocol.ControlGroups))
            .OfType<ControlGroup>().Distinct().ToArray();
        if (groups.Contains(own))
            throw new AgentException("A process of the node is in the agent's own control group: freezing it would freeze the agent.");
        lock (gate)
        {
            frozen.UnionWith(groups);
            foreach (var group in groups)
                group.Order(frozen: true);
        }

        for (var began = clock.Time.GetTimestamp(); !groups.All(group => group.IsFrozen); await Task.Delay(Poll, clock.Time))
        {
            if (clock.Time.GetElapsedTime(began) <= Patience)
                continue;
            Thaw();
            throw new AgentException(
                $"The node's processes were not frozen after {Patience.TotalSeconds:0} s: one of them waits for a disk. They go on.");
        }
    }

    /// <inheritdoc/>
    public void Thaw()
    {
        lock (gate)
        {
            foreach (var group in frozen)
                group.Order(frozen: false);
            frozen.Clear();
        }
    }
}
