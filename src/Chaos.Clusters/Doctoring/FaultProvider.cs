namespace Chaos.Clusters;

/// <summary>A way to make a kind of fault, and what it rests on.</summary>
/// <param name="Name">The way: <c>nf_tables</c>.</param>
/// <param name="Findings">The agent's findings that must all be ok; empty where the engine itself does it.</param>
/// <param name="Why">For a way that is not the preferred one: what is lost without that.</param>
internal sealed record FaultProvider(string Name, IReadOnlyList<string> Findings, string Why = "");
