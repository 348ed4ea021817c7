namespace Chaos.Agent;

/// <summary>The kernel's freezer, for the processes of the pod.</summary>
internal interface IFreezer
{
    /// <summary>Whether this agent froze something that it has not let go yet.</summary>
    bool IsFrozen { get; }

    /// <summary>Freezes all processes of the pod but the agent; waits until the kernel says so.</summary>
    /// <exception cref="AgentException">The kernel or the container does not allow it, or it did not take effect.</exception>
    Task FreezeAsync();

    /// <summary>Lets all of them go on.</summary>
    void Thaw();
}
