using System.Net;

namespace Chaos.Agent;

/// <summary>The TCP connections of the pod.</summary>
internal interface IConnections
{
    /// <summary>Closes those with these peers, and tells how many there were.</summary>
    int Close(IReadOnlyCollection<IPAddress> peers);
}
