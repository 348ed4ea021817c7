namespace Chaos.Agent;

/// <summary>A source that is cut and joined in turns.</summary>
/// <param name="Address">Its IPv4 address.</param>
/// <param name="IntervalMs">How long each turn lasts, 50 to 600,000.</param>
internal sealed record FlapSource(string Address, int IntervalMs);
