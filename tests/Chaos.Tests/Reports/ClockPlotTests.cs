using Chaos.Reports;
using Xunit;

namespace Chaos.Tests.Reports;

public sealed class ClockPlotTests
{
    [Fact]
    public void Every_node_has_a_line_and_a_place_in_the_legend()
    {
        var evidence = Of(Seen("n2", 1, 0), Seen("n1", 1, 0), Seen("n1", 2, -60_000_000_000), Seen("n1", 3, null), Seen("n1", 4, 0));

        Assert.Equal(["n1", "n2"], ClockPlot.NodesOf(evidence));
        var svg = ClockPlot.Svg(evidence, "The clocks");
        Assert.Contains("aria-label=\"The clocks\"", svg, StringComparison.Ordinal);
        Assert.Contains("var(--curve-1)", svg, StringComparison.Ordinal);
        Assert.Contains("var(--curve-2)", svg, StringComparison.Ordinal);
        Assert.Contains("-10 s", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_clock_was_wrong_there_is_no_picture()
    {
        Assert.Null(ClockPlot.Svg(Of(Seen("n1", 1, 0), Seen("n1", 2, null)), "The clocks"));
        Assert.Null(ClockPlot.Svg(Of(), "The clocks"));
    }

    private static Evidence Of(params Observation[] observations) => new(Sample.HistoryOf(), [], observations);

    private static Observation Seen(string node, long second, long? offsetNs) => new()
    {
        Kind = ObservationKind.Clock,
        Node = node,
        SentNs = second * 1_000_000_000,
        ReceivedNs = (second * 1_000_000_000) + 1,
        ClockOffsetNs = offsetNs,
    };
}
