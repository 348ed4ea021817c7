namespace Chaos.Consensus;

/// <summary>A learner that misses chosen values asks the leader for them.</summary>
internal sealed class PaxosLearn : PaxosMessage
{
    public override string Name => "Learn";

    /// <summary>The first slot that is missing.</summary>
    public required long From { get; init; }
}
