using Xunit;

namespace Chaos.Tests.Simulation;

public sealed class LogarithmTests
{
    [Fact]
    public void It_is_the_platforms_logarithm_to_fifteen_digits()
    {
        var random = Randomness.FromSeed(1).For("logarithm");
        for (var i = 0; i < 10_000; i++)
        {
            var value = 1 - random.Fraction(i);
            Assert.Equal(Math.Log(value), Logarithm.Of(value), 1e-14);
        }

        Assert.Equal(0, Logarithm.Of(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Logarithm.Of(0));
    }

    [Theory]
    [InlineData(0.5, -4618953502541334033)]
    [InlineData(0.1, -4611004657371359979)]
    public void Its_bits_are_the_same_everywhere(double value, long bits) =>
        Assert.Equal(bits, BitConverter.DoubleToInt64Bits(Logarithm.Of(value)));
}
