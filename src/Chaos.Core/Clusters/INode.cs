using System.Net;

namespace Chaos;

/// <summary>One node of a cluster.</summary>
public interface INode
{
    /// <summary>Its name, <c>n1</c>, unique in the cluster; also its host name.</summary>
    string Name { get; }

    /// <summary>The group of the recipe that it belongs to.</summary>
    string Group { get; }

    /// <summary>Whether it votes.</summary>
    bool Voter { get; }

    /// <summary>Whether it votes, or its group needs a majority though it does not vote (<see cref="NodeGroup.NeedsMajority"/>).</summary>
    bool NeedsMajority => Voter;

    /// <summary>Whether it is a spare node: known to all from the start, not started with the others, and no member until it joins.</summary>
    bool IsSpare => false;

    /// <summary>Its address in the cluster's network, fixed over restarts.</summary>
    IPAddress Address { get; }

    /// <summary>Where a client reaches one of its named ports.</summary>
    /// <exception cref="ArgumentException">The recipe names no such port.</exception>
    IPEndPoint EndpointOf(string portName);

    /// <summary>
    /// Whether a refused connection proves that the node did not get the request (true on a bridge address, false behind a proxy that
    /// accepts for it).
    /// </summary>
    bool RefusalIsProof { get; }
}
