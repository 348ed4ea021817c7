using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>How the process of a run ended.</summary>
/// <param name="Outcome">What it told; null where it told nothing.</param>
/// <param name="ExitCode">Its exit code; null where it never started.</param>
/// <param name="WhyNot">Why it told nothing, in a sentence.</param>
internal sealed record ChildEnd(CellRun? Outcome, int? ExitCode, string WhyNot);
