using System.Net;

namespace Chaos.Tests.Nemeses;

internal sealed class FakeNode(string name, int place, bool isSpare = false) : INode
{
    public string Name => name;

    public string Group { get; init; } = "servers";

    public bool Voter { get; init; } = true;

    public bool NeedsMajority { get; init; } = true;

    public IPAddress Address { get; } = new([10, 0, 0, (byte)place]);

    public bool IsSpare => isSpare;

    public bool RefusalIsProof => true;

    public NodeProcessState State { get; set; } = isSpare ? NodeProcessState.Gone : NodeProcessState.Running;

    public int Life { get; set; } = 1;

    public IPEndPoint EndpointOf(string portName) => new(Address, 1);
}
