using System.Text.Json.Serialization;

namespace Chaos.Agent;

/// <summary>The requests to the kernel's freezer.</summary>
[JsonDerivedType(typeof(Freeze), "freeze")]
[JsonDerivedType(typeof(Thaw), "thaw")]
internal abstract partial record AgentRequest
{
    /// <summary>
    /// Freeze all processes of the pod but the agent. Answered in <see cref="AgentReply.Processes"/> when the kernel says that they are.
    /// A KILL for all thaws them again after it was sent: a frozen process may not die.
    /// </summary>
    public sealed record Freeze : AgentRequest;

    /// <summary>Let them go on. Answered in <see cref="AgentReply.Processes"/>.</summary>
    public sealed record Thaw : AgentRequest;
}
