namespace Chaos.Consensus;

/// <summary>Single-decree Paxos by itself (Lamport, Paxos made simple, 2001, section 2): each key is an instance that decides once.</summary>
public static class PaxosSingleRecipe
{
    /// <summary>Nodes, at most 64.</summary>
    /// <param name="requestNs">How long a node keeps trying to serve a client's request, ns.</param>
    public static ProgramRecipe Create(long requestNs = 1_500_000_000) => new()
    {
        Create = (place, host) => new PaxosSingleProgram(place, host, requestNs),
        Codec = new SingleCodec(),
    };
}
