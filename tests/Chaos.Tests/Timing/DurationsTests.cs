using Xunit;

namespace Chaos.Tests.Timing;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("500ms", 500, "500ms")]
    [InlineData("1s", 1_000, "1s")]
    [InlineData("1.5s", 1_500, "1500ms")]
    [InlineData("5m", 300_000, "5m")]
    [InlineData("120s", 120_000, "2m")]
    [InlineData("2h", 7_200_000, "2h")]
    [InlineData("0s", 0, "0ms")]
    public void A_number_and_a_unit_are_a_duration(string text, double ms, string written)
    {
        var duration = Durations.Parse("a test", text);
        Assert.Equal(ms, duration.TotalMilliseconds);
        Assert.Equal(written, Durations.Format(duration));
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("1,5s")]
    [InlineData("1e3s")]
    [InlineData("5 s")]
    [InlineData("00:00:30")]
    [InlineData("1001h")]
    [InlineData("NaNs")]
    public void Anything_else_is_refused(string text) =>
        Assert.Contains("(a test)", Assert.Throws<UsageException>(() => Durations.Parse("a test", text)).Message, StringComparison.Ordinal);
}
