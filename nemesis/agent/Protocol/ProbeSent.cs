namespace Chaos.Agent;

/// <summary>What a probe sent to one target.</summary>
/// <param name="Address">The target.</param>
/// <param name="Datagrams">How many the kernel accepted. A direction counts as tested only if this is above 0.</param>
/// <param name="Error">Why the kernel refused one, if it did.</param>
internal sealed record ProbeSent(string Address, int Datagrams, string? Error = null);
