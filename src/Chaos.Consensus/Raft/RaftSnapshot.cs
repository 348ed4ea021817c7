namespace Chaos.Consensus;

/// <summary>The state machine after an entry, in place of the log up to it (paper 7).</summary>
/// <param name="Index">The last entry that it stands for.</param>
/// <param name="Term">The term of that entry.</param>
/// <param name="Configuration">The members as of that entry.</param>
/// <param name="State">The state machine; not changed any more.</param>
internal sealed record RaftSnapshot(long Index, long Term, RaftConfiguration Configuration, byte[] State)
{
    public void Write(ByteWriter to)
    {
        to.Number(Index);
        to.Number(Term);
        to.Number((long)Configuration.Voters);
        to.Number((long)Configuration.Next);
        to.Bytes(State);
    }

    public static RaftSnapshot Read(ref ByteReader from) => new(
        from.Number(), from.Number(), new((ulong)from.Number(), (ulong)from.Number()), from.Bytes().ToArray());
}
