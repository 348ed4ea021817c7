namespace Chaos.Consensus;

/// <summary>A proposed value with its proposer, so that each knows whether it was its own that was chosen.</summary>
/// <param name="Node">The node that proposed it.</param>
/// <param name="Call">The client's call there.</param>
/// <param name="Value">The value.</param>
internal readonly record struct SingleProposal(int Node, long Call, Value Value)
{
    public void Write(ByteWriter to)
    {
        to.Number(Node);
        to.Number(Call);
        to.Value(Value);
    }

    public static SingleProposal Read(ref ByteReader from) => new((int)from.Number(), from.Number(), from.Value());
}
