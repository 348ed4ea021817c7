namespace Chaos.Reports;

/// <summary>What one fault did to the service, counted from when it was certainly in force, to the next fault or the end of the load.</summary>
/// <param name="Fault">The id of the injection.</param>
/// <param name="Shape">Its variant.</param>
/// <param name="FirstErrorMs">To the first operation that failed or was given up, of those that were due during it, ms; null where none was.</param>
/// <param name="UnavailableMs">The longest time without any answered operation, ms.</param>
/// <param name="NewLeaderMs">To the first election that was seen after it began, ms; null where none was.</param>
/// <param name="BackMs">
/// To when the rate was back at 90 % of the earlier one (seconds before the fault) after it had fallen below; 0 where it never fell; null
/// where it never came back, or the earlier rate is not known.
/// </param>
public sealed record SweepFault(string Fault, string Shape, double? FirstErrorMs, double UnavailableMs, double? NewLeaderMs, double? BackMs);
