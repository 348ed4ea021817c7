namespace Chaos.Checking;

/// <summary>A leader that somebody was told of: who won, or whom somebody saw.</summary>
/// <param name="Term">The term.</param>
/// <param name="Candidate">The leader.</param>
/// <param name="Call">The campaign or the question.</param>
internal readonly record struct ElectedLeader(long Term, Value Candidate, KeyedCall Call);
