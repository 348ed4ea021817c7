namespace Chaos;

/// <summary>Faults of a node's processes. Data survives all of them.</summary>
public interface IProcessFaults
{
    /// <summary>Ends all processes of the node with SIGKILL and waits until they are gone.</summary>
    ValueTask<EffectTime> KillAsync(string node, CancellationToken cancellationToken);

    /// <summary>
    /// Asks all processes of the node to end (SIGTERM), and kills those that have not after so long. A backend that cannot ask kills.
    /// </summary>
    ValueTask<EffectTime> StopAsync(string node, TimeSpan grace, CancellationToken cancellationToken) =>
        KillAsync(node, cancellationToken);

    /// <summary>Starts the node again on its data. A node that runs is left alone.</summary>
    ValueTask<EffectTime> StartAsync(string node, CancellationToken cancellationToken);

    /// <summary>Stops all processes of the node where they are (SIGSTOP).</summary>
    ValueTask<EffectTime> PauseAsync(string node, CancellationToken cancellationToken);

    /// <summary>Lets a paused node go on (SIGCONT).</summary>
    ValueTask<EffectTime> ResumeAsync(string node, CancellationToken cancellationToken);

    /// <summary>What the node's processes are doing now.</summary>
    ValueTask<NodeProcesses> InspectAsync(string node, CancellationToken cancellationToken);
}
