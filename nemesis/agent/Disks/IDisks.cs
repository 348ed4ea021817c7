namespace Chaos.Agent;

/// <summary>Faults of the node's data directory.</summary>
internal interface IDisks
{
    /// <summary>Carries out one request.</summary>
    /// <exception cref="AgentException">It could not be done.</exception>
    Task<AgentReply> CarryOutAsync(AgentRequest.Disk request, AgentReply reply);
}
