namespace Chaos.Simulation;

/// <summary>What the simulator can do: the same on every machine.</summary>
public sealed class SimulationSupport : IFaultSupport
{
    /// <inheritdoc/>
    public Support Of(FaultCapability capability) => capability switch
    {
        FaultCapability.Resources =>
            Support.Unavailable("Simulated nodes have no limits of memory and processor. Leave it out, or write --on docker."),
        _ => Support.Native("simulated"),
    };
}
