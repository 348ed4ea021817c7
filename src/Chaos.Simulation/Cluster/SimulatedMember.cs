using System.Net;

namespace Chaos.Simulation;

/// <summary>A simulated node as clients and nemeses see it.</summary>
internal sealed class SimulatedMember(NodeGroup group, string name, int number) : INode
{
    public string Name => name;

    public string Group => group.Name;

    public bool Voter => group.Voters;

    public bool NeedsMajority => group.Voters || group.NeedsMajority;

    public bool IsSpare => group.SpareNodes.Contains(name);

    /// <summary>An address of the range for examples; nothing listens there.</summary>
    public IPAddress Address { get; } = new([198, 51, 100, (byte)(number + 1)]);

    public bool RefusalIsProof => true;

    public IPEndPoint EndpointOf(string portName) => group.Ports.TryGetValue(portName, out var port)
        ? new(Address, port)
        : throw new ArgumentException($"The nodes of group {group.Name} have no port '{portName}'.", nameof(portName));
}
