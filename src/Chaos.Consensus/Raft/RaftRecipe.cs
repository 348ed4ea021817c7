namespace Chaos.Consensus;

/// <summary>
/// Raft: Ongaro and Ousterhout, In search of an understandable consensus algorithm (extended version, 2014; "paper"), and Ongaro's
/// thesis, Consensus: bridging theory and practice (2014; "thesis").
/// </summary>
public static class RaftRecipe
{
    /// <summary>Nodes with these settings, spare ones included at most <see cref="RaftConfiguration.MostNodes"/>.</summary>
    public static ProgramRecipe Create(RaftSettings settings) => new()
    {
        Create = (place, host) => new RaftProgram(place, host, settings),
        Codec = new RaftCodec(),
    };
}
