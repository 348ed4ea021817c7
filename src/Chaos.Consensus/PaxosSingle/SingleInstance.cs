namespace Chaos.Consensus;

/// <summary>What a node knows of one instance: as acceptor, on disk as well, and as learner.</summary>
internal sealed class SingleInstance(string key, BugSwitches bugs)
{
    public string Key => key;

    public PaxosPromise Promise { get; } = new(bugs);

    /// <summary>The ballot in which it last accepted; 0 for none.</summary>
    public long AcceptedBallot { get; private set; }

    public SingleProposal Accepted { get; private set; }

    /// <summary>The chosen value; null where this node does not know of one.</summary>
    public SingleProposal? Chosen { get; set; }

    public void Accept(long ballot, SingleProposal proposal)
    {
        Promise.Raise(ballot);
        (AcceptedBallot, Accepted) = (ballot, proposal);
    }

    public void Write(ByteWriter to)
    {
        to.Text(key);
        to.Number(Promise.Ballot);
        to.Number(AcceptedBallot);
        Accepted.Write(to);
    }

    public static SingleInstance Read(ref ByteReader from, BugSwitches bugs)
    {
        var instance = new SingleInstance(from.Text() ?? throw new FormatException("A key is missing."), bugs);
        var promised = from.Number();
        var accepted = from.Number();
        if (accepted > 0) instance.Accept(accepted, SingleProposal.Read(ref from));
        instance.Promise.Raise(promised);
        return instance;
    }
}
