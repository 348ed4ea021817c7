using Chaos.Checking;
using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>A run of a proof that has ended, and what it showed.</summary>
/// <param name="Size">Its size.</param>
/// <param name="Run">Its verdict.</param>
/// <param name="Cuts">Its cuts.</param>
/// <param name="Findings">What refutes the claim.</param>
/// <param name="Doubts">Why the run leaves the claim open, a sentence each.</param>
/// <param name="Version">The version that the servers report; null where none did.</param>
/// <param name="Backend">Where it ran; null where it did not get so far.</param>
internal sealed record ProofStep(
    ProofSize Size, ProofRun Run, IReadOnlyList<ProofCut> Cuts, IReadOnlyList<ProofFinding> Findings, IReadOnlyList<string> Doubts, string? Version,
    string? Backend);
