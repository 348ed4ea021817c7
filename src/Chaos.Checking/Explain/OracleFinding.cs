namespace Chaos.Checking;

/// <summary>What the oracle found.</summary>
/// <param name="IsLegal">Whether an order is legal; null where it gave up.</param>
/// <param name="Order">The legal order that came furthest: calls, and the state after each.</param>
/// <param name="Refusals">What could come next by real time, and why it may not.</param>
internal sealed record OracleFinding(
    bool? IsLegal, IReadOnlyList<(int Call, Value State)> Order, IReadOnlyList<(int Call, string Reason)> Refusals);
