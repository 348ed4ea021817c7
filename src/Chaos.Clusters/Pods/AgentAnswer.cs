using Chaos.Agent;

namespace Chaos.Clusters;

/// <summary>An agent's reply and when it was asked and answered, run clock, ns.</summary>
/// <param name="Reply">What it said.</param>
/// <param name="Effect">When it did what was asked: its own times on the run clock, never outside of the asking.</param>
internal sealed record AgentAnswer(AgentReply Reply, EffectTime Effect);
