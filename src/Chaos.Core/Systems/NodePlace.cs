using System.Net;

namespace Chaos;

/// <summary>A node's place in the cluster that is being started.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its address.</param>
/// <param name="Peers">All nodes of all groups, itself and spare ones included, by name.</param>
/// <param name="RunId">The run's id, for cluster tokens.</param>
public sealed record NodePlace(
    string Name, IPAddress Address, IReadOnlyDictionary<string, IPAddress> Peers, string RunId);
