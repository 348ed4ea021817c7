namespace Chaos.Agent;

/// <summary>Answers about wall clocks.</summary>
internal sealed partial record AgentReply
{
    /// <summary>Answer to set-wall and read-wall.</summary>
    public WallState? Wall { get; init; }
}
