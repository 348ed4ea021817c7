using System.Net;

namespace Chaos.Tests.Systems;

/// <summary>A node on this machine.</summary>
internal sealed record LoopbackNode(string Name, IPEndPoint Endpoint) : INode
{
    public string Group => "servers";

    public bool Voter => true;

    public IPAddress Address => Endpoint.Address;

    public bool RefusalIsProof { get; init; } = true;

    public IPEndPoint EndpointOf(string portName) =>
        portName == "client" ? Endpoint : throw new ArgumentException($"There is no port '{portName}'.", nameof(portName));
}
