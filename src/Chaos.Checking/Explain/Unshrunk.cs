namespace Chaos.Checking;

/// <summary>An anomaly whose operations are only those at the place where the search ended: all that came before belongs to it too.</summary>
internal static class Unshrunk
{
    /// <summary>Says so in the anomaly, so that nobody takes its operations for a contradiction by themselves.</summary>
    public static Anomaly Of(Anomaly anomaly, ObjectHistory source)
    {
        var members = anomaly.Operations.ToHashSet();
        var part = source with { Calls = [.. source.Calls.Where(call => members.Contains(source.Invocation(call).Index))] };
        var numberOf = anomaly.Operations.Select((operation, place) => ((int)operation, place + 1)).ToDictionary();
        return anomaly with
        {
            Explanation = new Explanation
            {
                Confirmation = Confirmation.TooLarge,
                Refusals = [new Refusal(anomaly.Operations[^1], "no order of all the operations before it leads to where it is legal")],
                Table = ProcessTable.Draw(part, numberOf),
            },
        };
    }
}
