namespace Chaos.Consensus;

/// <summary>A client's command that this node has taken on, until it is answered.</summary>
internal sealed class PendingCall(long call, KeyValueCommand command, long startedNs)
{
    public long Call => call;

    public KeyValueCommand Command => command;

    public long StartedNs => startedNs;

    /// <summary>When it was last passed on.</summary>
    public long PassedNs { get; private set; }

    /// <summary>Whether it was ever passed on to somebody who could carry it out: from then on its fate is unknown until it is answered.</summary>
    public bool IsGiven { get; private set; }

    /// <summary>It is passed on now.</summary>
    public void Give(long nowNs) => (PassedNs, IsGiven) = (nowNs, true);
}
