using Chaos.Checking;

namespace Chaos.Reports;

/// <summary>A refutation, and the run that shows it.</summary>
/// <param name="Run">The folder of the run, relative to that of the proof.</param>
/// <param name="Refutation">What was seen.</param>
public sealed record ProofFinding(string Run, ProofRefutation Refutation);
