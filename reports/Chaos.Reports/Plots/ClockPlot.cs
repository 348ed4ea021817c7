using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Chaos.Reports;

/// <summary>How far the wall clock of every node was from the true time, over the run, as SVG for light and dark pages.</summary>
internal static class ClockPlot
{
    private const int WidthPx = 1100;
    private const int HeightPx = 260;

    // Less than this is drawn as nothing: the axis is logarithmic both ways from there.
    private const double LeastMs = 0.01;
    private const double NsInMs = 1e6;

    static ClockPlot() => EmbeddedFont.Register();

    /// <summary>The nodes that were seen, in the order of their names.</summary>
    public static IReadOnlyList<string> NodesOf(Evidence evidence) =>
        [.. Seen(evidence).Select(seen => seen.Node!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Draws it; null where no clock was ever wrong.</summary>
    public static string? Svg(Evidence evidence, string title)
    {
        if (!Seen(evidence).Any(seen => seen.ClockOffsetNs is not (null or 0))) return null;
        using var plot = new Plot();
        var most = 0.0;
        foreach (var (node, place) in NodesOf(evidence).Select((node, place) => (node, place)))
        {
            var points = Seen(evidence).Where(seen => seen.Node == node).OrderBy(seen => seen.SentNs).ToArray();
            var heights = points.Select(seen => Height(seen.ClockOffsetNs)).ToArray();
            most = Math.Max(most, heights.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max());
            // Where no process ran the line is broken.
            var line = plot.Add.Scatter(
                points.Select(seen => seen.SentNs / 1e9).ToArray(), heights, Color.FromHex(SweepPlot.Colors[place % SweepPlot.Colors.Length].Color));
            line.LineWidth = 1.5f;
            line.MarkerSize = 4;
            line.ConnectStyle = ConnectStyle.StepHorizontal;
        }

        Style(plot, Math.Ceiling(most) + 0.7);
        return SvgFit.Fit(plot.GetSvgXml(WidthPx, HeightPx), "clocks", title, SweepPlot.Colors);
    }

    private static IEnumerable<Observation> Seen(Evidence evidence) =>
        evidence.Observations.Where(seen => seen.Kind is ObservationKind.Clock && seen.Node is not null);

    private static double Height(long? offsetNs) => offsetNs is not { } ns
        ? double.NaN
        : Math.Sign(ns) * Math.Max(0, Math.Log10(Math.Abs(ns) / NsInMs / LeastMs));

    private static void Style(Plot plot, double most)
    {
        plot.Axes.Left.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true, LabelFormatter = Label };
        plot.Axes.SetLimitsY(-most, most);
        plot.Axes.Color(Color.FromHex(SvgFit.Ink));
        plot.Axes.Right.IsVisible = plot.Axes.Top.IsVisible = false;
        plot.Grid.MajorLineColor = Color.FromHex(SvgFit.Grid);
        plot.XLabel("seconds of the run");
        plot.YLabel("behind | ahead");
        plot.HideLegend();
    }

    private static string Label(double height) => height == 0
        ? "0"
        : (height < 0 ? "-" : "+") + Show.Duration(LeastMs * Math.Pow(10, Math.Abs(height))).ToString(CultureInfo.InvariantCulture);
}
