namespace Chaos.Checking;

/// <summary>How a search ended.</summary>
/// <param name="Verdict">Whether a legal order exists.</param>
/// <param name="Reached">The furthest return that could not be passed; the number of completed calls where all were.</param>
/// <param name="State">The state of the order that first came so far.</param>
/// <param name="Configurations">How many configurations were looked at.</param>
/// <param name="Why">Why it is unknown.</param>
internal readonly record struct SearchOutcome(Verdict Verdict, int Reached, int State, long Configurations, string? Why = null);
