namespace Chaos.Consensus;

/// <summary>The leader asks a follower to stand for election at once (thesis 3.10).</summary>
internal sealed class TimeoutNow : RaftMessage
{
    public override string Name => "TimeoutNow";
}
