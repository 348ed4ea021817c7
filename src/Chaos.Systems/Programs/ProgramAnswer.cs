using Chaos.Consensus;

namespace Chaos.Systems;

/// <summary>What came of a command.</summary>
/// <param name="Failure">Why it was not carried out, or that nobody knows; null where there is a result.</param>
/// <param name="Status">Ok or mismatch, where there is a result.</param>
/// <param name="Value">The value of the result.</param>
/// <param name="Revision">The position in the log of the command that last changed the key.</param>
internal readonly record struct ProgramAnswer(Completion? Failure, ReplyStatus Status, Value Value, long Revision);
