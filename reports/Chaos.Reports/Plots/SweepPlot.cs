using ScottPlot;
using ScottPlot.TickGenerators;

namespace Chaos.Reports;

/// <summary>Curves over the size of a cluster, as SVG for light and dark pages.</summary>
public static class SweepPlot
{
    private const int WidthPx = 620;
    private const int HeightPx = 340;

    /// <summary>Colours for telling apart (Okabe and Ito), with the style variables that take their place on a page.</summary>
    internal static readonly (string Color, string Variable)[] Colors =
    [
        ("#0072B2", "--curve-1"), ("#009E73", "--curve-2"), ("#D55E00", "--curve-3"),
        ("#AA4499", "--curve-4"), ("#8A6D00", "--curve-5"), ("#4C5BB0", "--curve-6"),
    ];

    static SweepPlot() => EmbeddedFont.Register();

    /// <summary>Draws curves with their bands.</summary>
    /// <param name="id">Unique on the page.</param>
    /// <param name="title">What it shows, in a sentence.</param>
    /// <param name="curves">The curves; each has the colour of its place, a dashed one that of the curve that it is beside.</param>
    /// <param name="isLogarithmic">Whether values are durations in ms on a logarithmic axis, else plain numbers from 0.</param>
    /// <param name="yLabel">What the axis shows.</param>
    internal static string? Svg(string id, string title, IReadOnlyList<SweepCurve> curves, bool isLogarithmic, string yLabel)
    {
        var points = curves.SelectMany(curve => curve.Points).ToArray();
        if (points.Length == 0) return null;
        using var plot = new Plot();
        foreach (var curve in curves) Add(plot, curve, isLogarithmic);
        Style(plot, points, isLogarithmic, yLabel);
        return SvgFit.Fit(plot.GetSvgXml(WidthPx, HeightPx), id, title, Colors);
    }

    private static void Add(Plot plot, SweepCurve curve, bool isLogarithmic)
    {
        var color = Color.FromHex(Colors[curve.Place % Colors.Length].Color);
        var nodes = curve.Points.Select(point => (double)point.Nodes).ToArray();
        var banded = curve.Points.Where(point => point.Band is { Low: not null, High: not null }).ToArray();
        if (banded.Length > 1)
        {
            var fill = plot.Add.FillY(
                banded.Select(point => (double)point.Nodes).ToArray(),
                banded.Select(point => Height(point.Band.Low!.Value, isLogarithmic)).ToArray(),
                banded.Select(point => Height(point.Band.High!.Value, isLogarithmic)).ToArray());
            fill.FillColor = color.WithAlpha(0.13);
            fill.LineWidth = 0;
            fill.MarkerSize = 0;
        }

        var line = plot.Add.Scatter(nodes, curve.Points.Select(point => Height(point.Band.Middle, isLogarithmic)).ToArray(), color);
        line.LineWidth = 2;
        line.MarkerSize = curve.IsReference ? 5 : 7;
        line.MarkerShape = curve.IsReference ? MarkerShape.OpenCircle : MarkerShape.FilledCircle;
        line.LinePattern = curve.IsReference ? LinePattern.Dashed : LinePattern.Solid;
    }

    private static double Height(double value, bool isLogarithmic) => isLogarithmic ? Math.Log10(Math.Max(0.001, value)) : Math.Max(0, value);

    private static void Style(Plot plot, IReadOnlyList<(int Nodes, Band Band)> points, bool isLogarithmic, string yLabel)
    {
        var sizes = points.Select(point => point.Nodes).Distinct().Order().ToArray();
        plot.Axes.Bottom.TickGenerator = new NumericManual(
            sizes.Select(size => (double)size).ToArray(), sizes.Select(size => $"{size}").ToArray());
        plot.Axes.SetLimitsX(sizes[0] - 0.4, sizes[^1] + 0.4);
        // The end of a wide band may lie far outside: the curves set the limits, with some room.
        var middles = points.Select(point => Height(point.Band.Middle, isLogarithmic)).ToArray();
        if (isLogarithmic)
        {
            plot.Axes.Left.TickGenerator = new NumericAutomatic
            {
                IntegerTicksOnly = true,
                LabelFormatter = power => Show.Duration(Math.Pow(10, power)),
                MinorTickGenerator = new LogMinorTickGenerator(),
            };
            plot.Axes.SetLimitsY(Math.Floor(middles.Min() - 0.3), Math.Ceiling(middles.Max() + 0.3) + 0.12); // the highest label has room
        }
        else
        {
            plot.Axes.SetLimitsY(0, Math.Max(1, middles.Max() * 1.2));
        }

        plot.Axes.Color(Color.FromHex(SvgFit.Ink));
        plot.Axes.Right.IsVisible = plot.Axes.Top.IsVisible = false;
        plot.Grid.MajorLineColor = Color.FromHex(SvgFit.Grid);
        plot.XLabel("nodes");
        plot.YLabel(yLabel);
        plot.HideLegend();
    }
}
