namespace Chaos.Clusters;

/// <summary>What <c>chaos doctor</c> found out about an engine.</summary>
/// <param name="Lines">One line for each thing that was looked at.</param>
/// <param name="Faults">What faults can be made; null where no agent could be asked.</param>
public sealed record DoctorReport(IReadOnlyList<DoctorLine> Lines, IFaultSupport? Faults);
