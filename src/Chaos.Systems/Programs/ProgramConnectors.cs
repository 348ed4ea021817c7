using Chaos.Consensus;

namespace Chaos.Systems;

/// <summary>How clients reach programs: through the cluster itself in simulation, else over TCP.</summary>
internal static class ProgramConnectors
{
    /// <summary>Connects to a started cluster.</summary>
    public static IProgramConnector Of(ICluster cluster, string system, Options options, RunClock clock) => cluster is IProgramConnector simulated
        ? simulated
        : new TcpProgramConnector(cluster, system, ReferenceProgram.Of(system).Create(options).Codec, clock.TimeProvider);
}
