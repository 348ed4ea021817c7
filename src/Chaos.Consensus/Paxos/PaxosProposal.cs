namespace Chaos.Consensus;

/// <summary>A value that waits for a slot.</summary>
/// <param name="Kind">A command or a configuration.</param>
/// <param name="Command">The command.</param>
/// <param name="Members">The members that a configuration names.</param>
/// <param name="Origin">Who waits for the command.</param>
internal readonly record struct PaxosProposal(LogEntryKind Kind, KeyValueCommand? Command, PaxosMembers Members, CallOrigin? Origin);
