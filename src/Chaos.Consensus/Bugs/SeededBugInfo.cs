namespace Chaos.Consensus;

/// <summary>What is known of a seeded bug.</summary>
/// <param name="Bug">The switch.</param>
/// <param name="Name">Its name for <c>--opt bug=NAME</c>.</param>
/// <param name="System">The system that has it: <c>raft</c> or <c>paxos</c>.</param>
/// <param name="Rule">The rule that it breaks, with the place where the rule is written.</param>
/// <param name="Anomaly">What a run is expected to show.</param>
public sealed record SeededBugInfo(SeededBug Bug, string Name, string System, string Rule, string Anomaly);
