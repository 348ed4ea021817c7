namespace Chaos.Reports;

/// <summary>An explanation as lines of text, the same for the terminal and the report. Operations are named by their numbers.</summary>
public static class ExplanationText
{
    /// <summary>The longest legal order, then each refusal, then whether it is confirmed.</summary>
    public static IReadOnlyList<string> Of(AnomalySummary anomaly)
    {
        var lines = new List<string>();
        if (anomaly.Keeps.Count > 0)
            lines.Add($"All operations on {anomaly.Key ?? "it"}, taken alone, still keep: {string.Join(", ", anomaly.Keeps)}.");
        if (anomaly.Explanation is not { } explanation) return lines;
        lines.Add(Prefix(anomaly, explanation));
        lines.AddRange(explanation.Refusals.Select(refusal => $"next {Number(anomaly, refusal.Operation)}: {refusal.Reason}"));
        lines.Add(explanation.Confirmation is Confirmation.Confirmed
            ? "Confirmed: every order of these operations was tried, and none is legal."
            : "Not confirmed by trying every order: there are too many, or the budget was used up.");
        return lines;
    }

    private static string Prefix(AnomalySummary anomaly, Explanation explanation) => explanation.Prefix.Count == 0
        ? "No operation can come first:"
        : "Longest legal order: "
            + string.Join(", ", explanation.Prefix.Select(step => $"{Number(anomaly, step.Operation)} (then {step.State})")) + ";";

    private static int Number(AnomalySummary anomaly, long operation) => anomaly.Operations.ToList().IndexOf(operation) + 1;
}
