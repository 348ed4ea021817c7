using System.Globalization;

namespace Chaos.Nemeses;

/// <summary>
/// A clock program as text, in records of faults: <c>+12.5s</c>, <c>-0.2s strobe 50ms</c>, <c>+500ppm</c>. It loses nothing, so that a
/// stored fault can be done again.
/// </summary>
internal static class ClockText
{
    private const string Strobe = " strobe ";
    private const string Second = "s", Millisecond = "ms", Parts = "ppm";

    /// <summary>As text.</summary>
    public static string Of(ClockProgram program)
    {
        if (program.DriftPpm != 0)
            return $"{Signed(program.DriftPpm)}{Parts}";
        var offset = $"{Signed(program.Offset.Ticks / (decimal)TimeSpan.TicksPerSecond)}{Second}";
        return program.StrobeEvery is { } every
            ? $"{offset}{Strobe}{(every.Ticks / (decimal)TimeSpan.TicksPerMillisecond).ToString(CultureInfo.InvariantCulture)}{Millisecond}"
            : offset;
    }

    /// <summary>From text.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static ClockProgram Parse(string text)
    {
        if (text.EndsWith(Parts, StringComparison.Ordinal))
            return new() { DriftPpm = double.Parse(text.AsSpan(0, text.Length - Parts.Length), CultureInfo.InvariantCulture) };
        var halves = text.Split(Strobe);
        return new()
        {
            Offset = Time(halves[0], Second, TimeSpan.TicksPerSecond),
            StrobeEvery = halves.Length > 1 ? Time(halves[1], Millisecond, TimeSpan.TicksPerMillisecond) : null,
        };
    }

    private static string Signed<T>(T number)
        where T : IFormattable => number.ToString("+0.#######;-0.#######", CultureInfo.InvariantCulture);

    private static TimeSpan Time(string text, string unit, long ticks) => text.EndsWith(unit, StringComparison.Ordinal)
        ? TimeSpan.FromTicks((long)(decimal.Parse(text.AsSpan(0, text.Length - unit.Length), CultureInfo.InvariantCulture) * ticks))
        : throw new FormatException($"'{text}' is no time of a clock: expected a number and '{unit}'.");
}
