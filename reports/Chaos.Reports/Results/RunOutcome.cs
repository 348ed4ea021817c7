namespace Chaos.Reports;

/// <summary>The last line of a run.</summary>
/// <param name="Verdict">What is said about the system.</param>
/// <param name="ExitCode">What the command exits with.</param>
public readonly record struct RunOutcome(Verdict Verdict, int ExitCode);
