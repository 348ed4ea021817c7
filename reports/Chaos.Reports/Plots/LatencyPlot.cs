using ScottPlot;
using ScottPlot.TickGenerators;

namespace Chaos.Reports;

/// <summary>The latency of every operation as a picture, for readers without script, for Markdown and for print.</summary>
public static class LatencyPlot
{
    /// <summary>The file's name in a run's folder, where it is written.</summary>
    public const string Name = "latency.png";

    private const string TextColor = "#57606a";

    static LatencyPlot() => EmbeddedFont.Register();

    /// <summary>
    /// Draws it: time in seconds to the right, latency on a logarithmic axis, faults as bars below. Null where no operation ended.
    /// </summary>
    /// <param name="evidence">What happened.</param>
    /// <param name="faults">The nemeses with their colours, in their order.</param>
    /// <param name="widthPx">Width of the picture.</param>
    /// <param name="heightPx">Height of the picture.</param>
    public static byte[]? Png(Evidence evidence, IReadOnlyList<FaultSummary> faults, int widthPx = 1200, int heightPx = 420)
    {
        var calls = Call.AllOf(evidence.History).Where(call => call.EndNs is not null).ToList();
        if (calls.Count == 0) return null;
        using var plot = new Plot();
        var lowest = Math.Floor(calls.Min(Height));
        AddCalls(plot, calls.Where(call => call.End is OperationType.Ok), "ok", "#0072b2", MarkerShape.FilledCircle, 3);
        AddCalls(plot, calls.Where(IsMismatch), "mismatch", "#6c7a86", MarkerShape.OpenCircle, 4);
        AddCalls(
            plot, calls.Where(call => call.End is OperationType.Fail && !IsMismatch(call)), "fail", "#b0357c", MarkerShape.Eks, 5);
        AddCalls(plot, calls.Where(call => call.End is OperationType.Info), "info", "#b85400", MarkerShape.FilledTriangleUp, 7);
        AddFaults(plot, evidence, faults, lowest);
        Style(plot, lowest - (0.28 * faults.Count) - 0.1, Math.Ceiling(calls.Max(Height)));
        return plot.GetImageBytes(widthPx, heightPx, ImageFormat.Png);
    }

    private static double Height(Call call) => Math.Log10(Math.Max(0.01, (call.EndNs!.Value - call.DueNs) / 1e6));

    // A mismatch is an answer, and no trouble.
    private static bool IsMismatch(Call call) =>
        call.IsMismatch;

    private static void AddCalls(Plot plot, IEnumerable<Call> calls, string name, string color, MarkerShape shape, float size)
    {
        var some = calls.ToList();
        if (some.Count == 0) return;
        var marks = plot.Add.Markers(
            some.Select(call => call.DueNs / 1e9).ToArray(), some.Select(Height).ToArray(), shape, size, Color.FromHex(color));
        marks.LegendText = name;
    }

    private static void AddFaults(Plot plot, Evidence evidence, IReadOnlyList<FaultSummary> faults, double lowest)
    {
        var end = RunMetrics.EndOf(evidence.History);
        for (var i = 0; i < faults.Count; i++)
        {
            var color = Color.FromHex(CssColor.Safe(faults[i].Color));
            var top = lowest - (0.28 * i) - 0.1;
            foreach (var fault in evidence.Schedule.Where(fault => fault.Nemesis == faults[i].Name && fault.FromNs is not null))
            {
                var bar = plot.Add.Rectangle(fault.FromNs!.Value / 1e9, (fault.ToNs ?? end) / 1e9, top - 0.2, top);
                bar.FillColor = color;
                bar.LineWidth = 0;
            }

            plot.Legend.ManualItems.Add(new LegendItem { LabelText = faults[i].Name, FillColor = color });
        }
    }

    private static void Style(Plot plot, double bottom, double top)
    {
        var ticks = new NumericAutomatic
        {
            IntegerTicksOnly = true,
            LabelFormatter = power => power < bottom + 0.3 ? "" : Show.Duration(Math.Pow(10, power)),
            MinorTickGenerator = new LogMinorTickGenerator(),
        };
        plot.Axes.Left.TickGenerator = ticks;
        plot.Axes.SetLimitsY(bottom, top);
        plot.Axes.Color(Color.FromHex(TextColor));
        plot.Grid.MajorLineColor = Color.FromHex("#d5d9e0");
        plot.XLabel("seconds of the run");
        plot.YLabel("latency");
        var legend = plot.ShowLegend(Edge.Right);
        legend.Legend.ShadowColor = Colors.Transparent;
        legend.Legend.OutlineColor = Colors.Transparent;
    }
}
