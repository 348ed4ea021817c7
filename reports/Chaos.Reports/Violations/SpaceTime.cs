namespace Chaos.Reports;

/// <summary>
/// Where everything of the space-time diagram stands: a column for each node, time downwards. Each message gets the same room, so that a burst
/// is as legible as a pause; times between are in proportion.
/// </summary>
internal sealed class SpaceTime
{
    private const double LeftPx = 90;
    private const double ColumnPx = 190;
    private const double StepPx = 9;
    private const double TopPx = 34;
    private readonly long[] marksNs;

    private SpaceTime(ReportInput input, AnomalySummary anomaly)
    {
        Messages = input.Messages;
        var calls = CallsOf(input, anomaly).ToArray();
        marksNs = [.. Messages.Select(message => message.SentNs).Append((long)(anomaly.AtMs * 1e6)).Order()];
        FromNs = marksNs[0];
        ToNs = marksNs[^1];
        Nodes = [.. Messages.SelectMany(message => new[] { message.From, message.To }).Distinct().Order(StringComparer.Ordinal)];
        Calls = [.. calls.Where(call => call.Node is not null && Nodes.Contains(call.Node) && call.ToNs >= FromNs && call.FromNs <= ToNs)];
        Elections =
        [
            .. input.Evidence.Observations.Where(seen => seen is { Kind: ObservationKind.Election, Role: NodeRole.Leader, Node: not null }
                && seen.SentNs >= FromNs && seen.SentNs <= ToNs && Nodes.Contains(seen.Node)),
        ];
        Downs =
        [
            .. from fault in input.Evidence.Schedule
               where fault is { FromNs: not null, Outcome: FaultOutcome.Installed } && fault.FromNs <= ToNs && (fault.ToNs ?? long.MaxValue) >= FromNs
               from node in fault.Nodes.Where(Nodes.Contains)
               select (node, fault.Id, fault.FromNs!.Value, fault.ToNs ?? ToNs),
        ];
        Ticks = [.. Enumerable.Range(0, (marksNs.Length / 10) + 1).Select(at => marksNs[Math.Min(at * 10, marksNs.Length - 1)]).Distinct()];
    }

    public IReadOnlyList<MessageRecord> Messages { get; }

    public IReadOnlyList<string> Nodes { get; }

    public IReadOnlyList<Observation> Elections { get; }

    public IReadOnlyList<(string Node, string Fault, long FromNs, long ToNs)> Downs { get; }

    public IReadOnlyList<(string? Node, string Label, long FromNs, long ToNs)> Calls { get; }

    public IReadOnlyList<long> Ticks { get; }

    public long FromNs { get; }

    public long ToNs { get; }

    public double Width => LeftPx + (Nodes.Count * ColumnPx);

    public double Height => YOf(ToNs) + 24;

    public static double Left => LeftPx;

    /// <summary>The diagram; null where there are no messages.</summary>
    public static SpaceTime? Of(ReportInput input) =>
        input.Messages.Count > 0 && input.Results.Anomalies is [{ } anomaly, ..] ? new(input, anomaly) : null;

    public double XOf(string node)
    {
        var at = 0;
        while (at < Nodes.Count - 1 && Nodes[at] != node) at++;
        return LeftPx + (at * ColumnPx) + (ColumnPx / 2);
    }

    public double YOf(long ns)
    {
        if (ns <= FromNs) return TopPx;
        var at = Array.BinarySearch(marksNs, ns);
        if (at >= 0) return TopPx + (at * StepPx);
        var after = Math.Min(~at, marksNs.Length - 1);
        if (after == 0 || ns >= ToNs) return TopPx + ((marksNs.Length - 1) * StepPx);
        var (left, right) = (marksNs[after - 1], marksNs[after]);
        return TopPx + ((after - 1 + ((double)(ns - left) / Math.Max(1, right - left))) * StepPx);
    }

    private static IEnumerable<(string? Node, string Label, long FromNs, long ToNs)> CallsOf(ReportInput input, AnomalySummary anomaly)
    {
        var history = input.Evidence.History;
        var wanted = anomaly.Operations.ToHashSet();
        for (var at = 0; at < history.Count; at++)
        {
            if (!history.IsInvocationAt(at) || !wanted.Contains(history[at].Index)) continue;
            var (begun, end) = (history[at], history.CompletionOf(at));
            var value = end >= 0 && history.TypeAt(end) is OperationType.Ok ? history[end].Value : begun.Value;
            yield return (begun.Node, $"{begun.F} {begun.Key} {value}", begun.TimeNs, end < 0 ? long.MaxValue : history.TimeNsAt(end));
        }
    }
}
