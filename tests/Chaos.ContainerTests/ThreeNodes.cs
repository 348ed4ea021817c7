namespace Chaos.ContainerTests;

/// <summary>One cluster of three nodes for the tests of a class.</summary>
public sealed class ThreeNodes() : EtcdCluster(3, new() { Clocks = true, Freezer = true, DataFiles = true });
