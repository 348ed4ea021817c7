namespace Chaos.Systems;

/// <summary>Opens connections to programs that are served over TCP.</summary>
/// <param name="cluster">The nodes.</param>
/// <param name="system">The system that they serve.</param>
/// <param name="codec">Its messages; requests and replies of clients are coded by any number of threads at once.</param>
/// <param name="time">Measures how long a connection may take.</param>
internal sealed class TcpProgramConnector(ICluster cluster, string system, IProgramCodec codec, TimeProvider time) : IProgramConnector
{
    private readonly LockedCodec locked = new(codec);

    /// <inheritdoc/>
    public IProgramConnection Open(string node) => new TcpProgramConnection(
        cluster.Nodes.First(one => one.Name == node).EndpointOf(ProgramRecipes.Port), system, locked, time);
}
