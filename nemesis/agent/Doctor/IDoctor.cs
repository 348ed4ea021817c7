namespace Chaos.Agent;

/// <summary>Tries out what faults need.</summary>
internal interface IDoctor
{
    /// <summary>Who this agent is.</summary>
    AgentIdentity Identify(int leaseMs);

    /// <summary>One finding for each thing tried.</summary>
    Task<IReadOnlyList<AgentFinding>> ExamineAsync();
}
