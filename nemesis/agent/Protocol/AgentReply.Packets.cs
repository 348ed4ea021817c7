namespace Chaos.Agent;

/// <content>Answers about packets.</content>
internal sealed partial record AgentReply
{
    /// <summary>Answer to treat and treat-state: one for each rule in the kernel.</summary>
    public IReadOnlyList<TreatedTraffic>? Treated { get; init; }

    /// <summary>Answer to measured: one per source from which at least one datagram came.</summary>
    public IReadOnlyList<MeasuredWay>? Ways { get; init; }
}
