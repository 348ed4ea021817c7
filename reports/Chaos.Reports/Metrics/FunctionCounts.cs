namespace Chaos.Reports;

/// <summary>The operations of one function.</summary>
/// <param name="Function">The function: <c>cas</c>.</param>
/// <param name="Operations">How many, and how they ended.</param>
/// <param name="Mismatches">Of the failed ones, those that failed because they observed another value: an answer, not a defect.</param>
public sealed record FunctionCounts(string Function, OperationCounts Operations, long Mismatches);
