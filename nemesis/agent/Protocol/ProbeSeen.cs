namespace Chaos.Agent;

/// <summary>What arrived of one round of probes from one source.</summary>
/// <param name="Address">The sender.</param>
/// <param name="Datagrams">How many different ones.</param>
/// <param name="FirstNs">When the first was read: the receiving agent's monotonic clock, ns.</param>
/// <param name="LastNs">When the last was read, ns.</param>
internal sealed record ProbeSeen(string Address, int Datagrams, long FirstNs, long LastNs);
