namespace Chaos.Reports;

/// <summary>Chooses what a drawing shows and where.</summary>
internal sealed class ViolationLayout
{
    private const int MostCulprits = 30;
    private const int MostContext = 10;
    private const double LeftPx = 118;
    private const double SmallestStepPx = 12;
    private const double LargestStepPx = 220;
    private const double CharacterPx = 7.6;
    private const double PartCharacterPx = 6.4;

    private readonly Dictionary<long, double> xOf = [];
    private readonly List<(double X, long Ns)> breaks = [];
    private double right;

    private ViolationLayout()
    {
    }

    /// <summary>Lays out one violation; null where none of its operations is in the history.</summary>
    public static ViolationPicture? Of(AnomalySummary anomaly, IReadOnlyList<Call> calls)
    {
        var named = anomaly.Operations.Select(index => FindByIndex(calls, index)).OfType<Call>().ToList();
        var culprits = named.TakeLast(MostCulprits).ToList();
        if (culprits.Count == 0) return null;
        var picture = new ViolationLayout().Draw(anomaly, culprits, calls);
        return picture with { NotDrawn = named.Count - culprits.Count };
    }

    private static Call? FindByIndex(IReadOnlyList<Call> calls, long index)
    {
        int low = 0, high = calls.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (calls[middle].Invocation.Index == index) return calls[middle];
            if (calls[middle].Invocation.Index < index) low = middle + 1;
            else high = middle - 1;
        }

        return null;
    }

    private ViolationPicture Draw(AnomalySummary anomaly, List<Call> culprits, IReadOnlyList<Call> all)
    {
        var (context, leftOut) = Context(culprits, all);
        var shown = culprits.Concat(context).OrderBy(call => call.InvokedNs).ThenBy(call => call.Invocation.Index).ToList();
        var rows = shown.Select(call => (call.Invocation.Process, call.Invocation.Node)).Distinct().ToList();
        Place(shown, call => rows.IndexOf((call.Invocation.Process, call.Invocation.Node)), call => PartOf(call, anomaly).Part);
        var drawn = shown.Select(call => Bar(call, anomaly, rows)).ToList();
        var ticks = culprits
            .SelectMany(call => call.End is OperationType.Info || call.EndNs is null
                ? new[] { call.InvokedNs }
                : [call.InvokedNs, call.EndNs.Value])
            .Distinct().Order().Select(ns => (xOf[ns], ns)).ToList();
        return new ViolationPicture
        {
            Rows = rows,
            Calls = drawn,
            Breaks = breaks,
            Ticks = ticks,
            Width = right + 44,
            LeftOut = leftOut,
        };
    }

    private DrawnCall Bar(Call call, AnomalySummary anomaly, List<(int Process, string? Node)> rows)
    {
        var (number, part) = PartOf(call, anomaly);
        return new DrawnCall
        {
            Call = call,
            Number = number,
            Part = part,
            Row = rows.IndexOf((call.Invocation.Process, call.Invocation.Node)),
            FromX = xOf[call.InvokedNs],
            ToX = call.End is OperationType.Info || call.EndNs is null ? right + 44 : xOf[call.EndNs.Value],
        };
    }

    private static (int? Number, string? Part) PartOf(Call call, AnomalySummary anomaly)
    {
        for (var i = 0; i < anomaly.Operations.Count; i++)
            if (anomaly.Operations[i] == call.Invocation.Index) return (i + 1, i < anomaly.Roles.Count ? anomaly.Roles[i] : null);
        return (null, null);
    }

    /// <summary>Other operations on the key that overlap the window: updates that may have happened first, then the nearest.</summary>
    private static (List<Call> Context, int LeftOut) Context(List<Call> culprits, IReadOnlyList<Call> all)
    {
        var key = culprits[0].Invocation.Key;
        var from = culprits.Min(call => call.InvokedNs);
        var to = culprits.Max(call => call.EndNs ?? call.InvokedNs);
        var last = culprits[^1].InvokedNs;
        var others = all
            .Where(call => call.Invocation.Key == key && call.InvokedNs <= to && (call.EndNs ?? long.MaxValue) >= from
                && !culprits.Contains(call))
            .ToList();
        var chosen = others
            .OrderBy(call => call.Invocation.Value.IsNull || call.End is OperationType.Fail)
            .ThenBy(call => Math.Abs(call.InvokedNs - last))
            .Take(MostContext)
            .ToList();
        return (chosen, others.Count - chosen.Count);
    }

    private void Place(List<Call> shown, Func<Call, int> rowOf, Func<Call, string?> partOf)
    {
        var starts = shown.ToLookup(call => call.InvokedNs);
        var moments = shown.Select(call => call.InvokedNs)
            .Concat(shown.Where(call => call.End is not OperationType.Info).Select(call => call.EndNs).OfType<long>())
            .Distinct().Order().ToList();
        var scale = 860.0 / Math.Max(1, moments[^1] - moments[0]);
        var labelEnds = new Dictionary<int, double>();
        var x = LeftPx;
        for (var i = 0; i < moments.Count; i++)
        {
            if (i > 0)
            {
                var step = (moments[i] - moments[i - 1]) * scale;
                if (step > LargestStepPx) breaks.Add((x + (LargestStepPx / 2), moments[i] - moments[i - 1]));
                x += Math.Clamp(step, SmallestStepPx, LargestStepPx);
            }

            foreach (var call in starts[moments[i]])
                x = Math.Max(x, labelEnds.GetValueOrDefault(rowOf(call)) + 14);
            xOf[moments[i]] = x;
            foreach (var call in starts[moments[i]])
                labelEnds[rowOf(call)] = x + Math.Max(26 + (CallText.Of(call).Length * CharacterPx), (partOf(call)?.Length ?? 0) * PartCharacterPx);
        }

        right = Math.Max(x, labelEnds.Values.Max());
    }
}
