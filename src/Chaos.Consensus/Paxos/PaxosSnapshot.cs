namespace Chaos.Consensus;

/// <summary>The state machine after a slot, in place of the slots up to it.</summary>
/// <param name="Slot">The last slot that it stands for.</param>
/// <param name="Configurations">The configurations that later slots still need: the slot that chose each, and the members.</param>
/// <param name="State">The state machine; not changed any more.</param>
internal sealed record PaxosSnapshot(long Slot, IReadOnlyList<(long Slot, PaxosMembers Members)> Configurations, byte[] State)
{
    private const int MostConfigurations = 65_536;

    public void Write(ByteWriter to)
    {
        to.Number(Slot);
        to.Number(Configurations.Count);
        foreach (var (slot, members) in Configurations)
        {
            to.Number(slot);
            to.Number((long)members.Bits);
        }

        to.Bytes(State);
    }

    public static PaxosSnapshot Read(ref ByteReader from)
    {
        var slot = from.Number();
        var configurations = new (long, PaxosMembers)[from.Count(MostConfigurations)];
        for (var i = 0; i < configurations.Length; i++) configurations[i] = (from.Number(), new((ulong)from.Number()));
        return new(slot, configurations, from.Bytes().ToArray());
    }
}
