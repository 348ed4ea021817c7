namespace Chaos.Agent;

/// <content>Answers about the network, beside cuts and probes.</content>
internal sealed partial record AgentReply
{
    /// <summary>Answer to reset: how many connections were closed here.</summary>
    public int? Closed { get; init; }
}
