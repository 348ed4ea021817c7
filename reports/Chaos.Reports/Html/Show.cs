using System.Globalization;

namespace Chaos.Reports;

/// <summary>Numbers as people read them; the same in every culture.</summary>
internal static class Show
{
    /// <summary><c>12,345</c>.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A duration with its unit and three digits or so: <c>0.42 ms</c>, <c>12.3 ms</c>, <c>1.25 s</c>.</summary>
    public static string Duration(double ms) => ms switch
    {
        < 0 => $"-{Duration(-ms)}",
        < 10 => $"{Digits(ms, "0.##")} ms",
        < 100 => $"{Digits(ms, "0.#")} ms",
        < 1000 => $"{Digits(ms, "0")} ms",
        < 100_000 => $"{Digits(ms / 1000, "0.##")} s",
        _ => $"{Digits(ms / 60_000, "0.#")} min",
    };

    /// <summary>A moment of the run clock: <c>12.345 s</c>.</summary>
    public static string Moment(double ms) => $"{Digits(ms / 1000, "0.000")} s";

    /// <summary>A moment of the run clock, exact to a microsecond.</summary>
    public static string Exact(long ns) => $"{Digits(ns / 1e9, "0.000000")} s";

    /// <summary><c>99.4 %</c>.</summary>
    public static string Percent(double share) => $"{Digits(share * 100, "0.#")} %";

    /// <summary>An enumeration's name in lower case.</summary>
    public static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>A coordinate.</summary>
    public static string Px(double value) => Digits(value, "0.##");

    private static string Digits(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
