namespace Chaos.Consensus;

/// <summary>
/// Multi-Paxos: Lamport, The part-time parliament (1998) and Paxos made simple (2001), section 3; Chandra, Griesemer and Redstone, Paxos
/// made live (2007), for what is left open there.
/// </summary>
public static class PaxosRecipe
{
    /// <summary>Nodes with these settings, spare ones included at most 64.</summary>
    public static ProgramRecipe Create(PaxosSettings settings) => new()
    {
        Create = (place, host) => new PaxosProgram(place, host, settings),
        Codec = new PaxosCodec(),
    };
}
