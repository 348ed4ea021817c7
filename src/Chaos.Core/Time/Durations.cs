using System.Globalization;

namespace Chaos;

/// <summary>Durations as users write them: a number and a unit, <c>500ms</c>, <c>1.5s</c>, <c>5m</c>, <c>2h</c>.</summary>
public static class Durations
{
    private const double LimitMs = 1_000 * 3_600_000.0;

    // 'ms' before 's' and 'm': the longest unit that fits is meant.
    private static readonly (string Unit, double Ms)[] Units =
        [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)];

    /// <summary>Reads a duration of at most 1000 hours.</summary>
    /// <param name="what">What it is for, for the message: <c>option for of nemesis kill</c>.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="UsageException">It is not a duration; the message shows how to write one.</exception>
    public static TimeSpan Parse(string what, string text) => TryParse(text, out var duration)
        ? duration
        : throw new UsageException(
            $"'{text}' is not a duration ({what}). Write a number and a unit, at most 1000h: 500ms, 30s, 5m, 1h.");

    /// <summary>Reads a duration of at most 1000 hours; false where the text is not one.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        foreach (var (unit, ms) in Units)
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal)) continue;
            if (!double.TryParse(
                text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out var number)) continue;
            if (!(number * ms <= LimitMs)) return false; // also for what is no number
            duration = TimeSpan.FromMilliseconds(number * ms);
            return true;
        }

        return false;
    }

    /// <summary>A duration in the largest unit in which it is a whole number: <c>1500ms</c>, <c>30s</c>, <c>5m</c>.</summary>
    public static string Format(TimeSpan duration)
    {
        foreach (var (unit, ms) in Units.Reverse())
        {
            var number = duration.TotalMilliseconds / ms;
            if (number >= 1 && number == Math.Floor(number)) return $"{number.ToString(CultureInfo.InvariantCulture)}{unit}";
        }

        return $"{duration.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)}ms";
    }
}
