using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>What the runs of a cell amount to.</summary>
/// <param name="Status">Whether the cell met its expectation.</param>
/// <param name="Verdict">The worst verdict of its runs.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="Harness">How the harness came through.</param>
public sealed record CellDecision(CellStatus Status, Verdict Verdict, string Reason, HarnessState Harness);
