using Chaos.Reports;
using SkiaSharp;
using Xunit;

namespace Chaos.Tests.Reports;

public sealed class LatencyPlotTests
{
    [Fact]
    public void The_picture_has_text_on_its_axes_whatever_fonts_the_machine_has()
    {
        var png = LatencyPlot.Png(Evidence(), [new() { Name = "kill", Injections = 1, Effective = 1, Color = "#D55E00" }]);
        using var picture = SKBitmap.Decode(png);
        // The name of the left axis is turned, at the very left: nothing but text is there.
        var ink = 0;
        for (var x = 0; x < 22; x++)
            for (var y = 0; y < picture.Height; y++)
                if (picture.GetPixel(x, y).Red < 160) ink++;
        Assert.InRange(ink, 60, 4_000);
    }

    [Fact]
    public void A_fault_is_drawn_in_its_colour()
    {
        var png = LatencyPlot.Png(Evidence(), [new() { Name = "kill", Injections = 1, Effective = 1, Color = "#D55E00" }]);
        using var picture = SKBitmap.Decode(png);
        var found = 0;
        foreach (var pixel in picture.Pixels)
            if (pixel == new SKColor(0xD5, 0x5E, 0x00)) found++;
        Assert.True(found > 200);
    }

    [Fact]
    public void Without_a_completed_operation_there_is_no_picture() =>
        Assert.Null(LatencyPlot.Png(new Evidence(Sample.HistoryOf((0, 0, OperationType.Invoke, "read")), [], []), []));

    private static Evidence Evidence() => new(
        Sample.HistoryOf(
            (0, 0, OperationType.Invoke, "read"), (5, 0, OperationType.Ok, "read"), (900, 0, OperationType.Invoke, "read"),
            (1_000, 0, OperationType.Fail, "read"), (1_100, 0, OperationType.Invoke, "read"), (2_100, 0, OperationType.Info, "read")),
        [Sample.Fault("kill-1", 300, 900)],
        []);
}
