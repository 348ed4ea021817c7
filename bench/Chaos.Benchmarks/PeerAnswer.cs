using System.Globalization;

namespace Chaos.Benchmarks;

/// <summary>What a peer said about a history.</summary>
/// <param name="Verdict"><c>valid</c>, <c>invalid</c>, <c>unknown</c>, or how it ended without a verdict.</param>
/// <param name="Seconds">How long its check took.</param>
/// <param name="CpuSeconds">How much processor time that was.</param>
internal sealed record PeerAnswer(string Verdict, double Seconds, double CpuSeconds)
{
    private bool IsDecided => Verdict is "valid" or "invalid";

    /// <summary>Cells of a table: its verdict and times, and how many times our processor time that is.</summary>
    public string Cells(double ownCpuSeconds) => IsDecided
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{Verdict} | {Seconds:0.0000} | {CpuSeconds:0.0000} | {CpuSeconds / Math.Max(ownCpuSeconds, 1e-6):0.0} |")
        : $"{Verdict} | | | |";
}
