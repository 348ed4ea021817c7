namespace Chaos.ContainerTests;

/// <summary>One cluster of five nodes for the tests of a class, prepared for faults of packets.</summary>
public sealed class FiveNodes() : EtcdCluster(5, new() { Packets = true });
