namespace Chaos.Reports;

/// <summary>A figure over repeats with its 95 % confidence interval.</summary>
/// <param name="Middle">The mean of the repeats.</param>
/// <param name="Low">Lower end of the interval; null with fewer than two repeats.</param>
/// <param name="High">Upper end of the interval; null with fewer than two repeats.</param>
public sealed record Band(double Middle, double? Low, double? High)
{
    // Two-sided 95 % quantiles of Student's t distribution for 1, 2, ... degrees of freedom; the normal distribution's beyond.
    private static readonly double[] Student =
    [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093,
        2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];

    private const double Normal = 1.960;

    /// <summary>The arithmetic mean with Student's interval; null without values.</summary>
    public static Band? Of(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0) return null;
        var mean = values.Average();
        if (values.Count == 1) return new(mean, null, null);
        var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
        var half = (values.Count - 2 < Student.Length ? Student[values.Count - 2] : Normal) * deviation / Math.Sqrt(values.Count);
        return new(mean, mean - half, mean + half);
    }

    /// <summary>
    /// The geometric mean with Student's interval of the logarithms, for latencies, whose errors multiply; null without positive values.
    /// </summary>
    public static Band? OfLatencies(IReadOnlyCollection<double> values) =>
        values.Any(value => !(value > 0)) || Of(values.Select(value => Math.Log(value)).ToArray()) is not { } logs
            ? null
            : new(Math.Exp(logs.Middle), Exp(logs.Low), Exp(logs.High));

    private static double? Exp(double? log) => log is { } known ? Math.Exp(known) : null;
}
