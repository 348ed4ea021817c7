namespace Chaos.Agent;

/// <summary>The layer over the data directory of the pod's node, over all its starts: the treatment stays, the mounts come and go.</summary>
internal sealed class FileCalls(AgentClock clock, IPodProcesses processes)
{
    private const int MostDelayMs = 60_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    private readonly CallTreatment treatment = new();
    private Task ended = Task.CompletedTask;

    /// <summary>Whether the node was ever let through the gate.</summary>
    public bool IsMounted { get; private set; }

    /// <summary>Waits until the node's first process stands at the gate, mounts, and lets it go on.</summary>
    public async Task OpenGateAsync(string directory)
    {
        var gate = await WaitAtGateAsync();
        var session = FuseMount.Over(gate.Pid, directory, treatment);
        ended = session.Ended;
        IsMounted = true;
        processes.Send(AgentSignal.Cont, [gate.Pid]);
    }

    /// <summary>Sets the treatment.</summary>
    public CallsReport Set(CallWish wish)
    {
        if (wish.FlushDelayMs is < 0 or > MostDelayMs)
            throw new AgentException($"Expected a delay of 0 to {MostDelayMs} ms, found {wish.FlushDelayMs}.");
        if (wish.Share is not (> 0 and <= 1))
            throw new AgentException($"Expected a share above 0 and at most 1, found {wish.Share}.");
        treatment.Set(wish);
        return Report();
    }

    /// <summary>What the treatment did.</summary>
    public CallsReport Report() => IsMounted
        ? treatment.Report()
        : throw new AgentException("There is no layer over the data directory: none was asked for before the start.");

    /// <summary>Waits until the files of a node that has ended are closed.</summary>
    public async Task AwaitEndAsync()
    {
        try
        {
            await ended.WaitAsync(Patience, clock.Time);
        }
        catch (TimeoutException)
        {
            throw new AgentException($"The mount of the node that ended is still there after {Patience.TotalSeconds:0} s.");
        }
    }

    private async Task<AgentProcess> WaitAtGateAsync()
    {
        for (var began = clock.Time.GetTimestamp(); ;)
        {
            if (processes.List().FirstOrDefault(process => process is { Command: AgentProtocol.GateName, State: 'T' }) is { } gate)
                return gate;
            if (clock.Time.GetElapsedTime(began) > Patience)
                throw new AgentException($"The node did not come to its gate within {Patience.TotalSeconds:0} s.");
            await Task.Delay(Pause, clock.Time);
        }
    }
}
