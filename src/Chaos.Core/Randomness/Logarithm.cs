namespace Chaos;

/// <summary>
/// The natural logarithm by additions, multiplications and divisions only, whose results IEEE 754 fixes: the same bits on every machine,
/// which the platform's own function does not promise.
/// </summary>
internal static class Logarithm
{
    private const double Ln2 = 0.693147180559945309417;
    private const int Terms = 16;

    /// <summary>The natural logarithm of a normal positive number; exact to about 1e-15 of its size.</summary>
    public static double Of(double value)
    {
        if (!double.IsNormal(value) || value < 0)
            throw new ArgumentOutOfRangeException(nameof(value), value, "A normal positive number was expected.");
        // value = fraction * 2^exponent with the fraction from 1 to 2.
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var exponent = (int)(bits >> 52) - 1023;
        var fraction = BitConverter.UInt64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (fraction > 1.4142135623730951)
        {
            fraction /= 2;
            exponent++;
        }

        // ln f = 2 artanh((f - 1) / (f + 1)); the argument is below 0.172, so that sixteen terms are enough.
        var ratio = (fraction - 1) / (fraction + 1);
        var square = ratio * ratio;
        var sum = 0.0;
        for (var term = Terms; term >= 0; term--) sum = (sum * square) + (1.0 / ((2 * term) + 1));
        return (exponent * Ln2) + (2 * ratio * sum);
    }
}
