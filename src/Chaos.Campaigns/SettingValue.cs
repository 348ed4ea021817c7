using System.Globalization;

namespace Chaos.Campaigns;

/// <summary>Reads values as users write them, on the command line, in the environment and in suite files.</summary>
public static class SettingValue
{
    /// <summary>A duration such as <c>500ms</c>, <c>30s</c> or <c>5m</c>, from one millisecond to a day.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static TimeSpan Duration(string name, string given) =>
        Durations.TryParse(given, out var duration)
        && duration >= TimeSpan.FromMilliseconds(1) && duration <= TimeSpan.FromDays(1)
            ? duration
            : throw new UsageException($"{name} '{given}': expected a duration from 1ms to 24h, such as 500ms, 30s or 5m.");

    /// <summary>A whole number within limits.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static int Count(string name, string given, int least, int most) =>
        int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= least && count <= most
            ? count
            : throw new UsageException($"{name} '{given}': expected a whole number from {least} to {most}.");

    /// <summary>A number of operations a second.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static double Rate(string name, string given) =>
        double.TryParse(given, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && rate is >= 0 and <= 200_000
            ? rate
            : throw new UsageException($"{name} '{given}': expected operations a second from 0 (no pauses) to 200000.");

    /// <summary>Bytes, such as <c>512m</c> or <c>2g</c>.</summary>
    /// <exception cref="UsageException">It is none, or less than 1m.</exception>
    public static long Bytes(string name, string given)
    {
        var text = given.Trim().ToLowerInvariant();
        var shift = text.Length == 0 ? 0 : text[^1] switch { 'k' => 10, 'm' => 20, 'g' => 30, _ => 0 };
        var digits = shift == 0 ? text : text[..^1];
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0 && number <= (long.MaxValue >> shift) && number << shift >= 1 << 20
            ? number << shift
            : throw new UsageException($"{name} '{given}': expected a size of at least 1m, such as 512m or 2g.");
    }

    /// <summary>A seed, 0 to 2^64 - 1.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static ulong Seed(string name, string given) =>
        ulong.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw new UsageException($"{name} '{given}': expected a whole number from 0 to {ulong.MaxValue}.");

    /// <summary>A date such as <c>2026-11-25</c>.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static DateOnly Date(string name, string given) =>
        DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new UsageException($"{name} '{given}': expected a date as 2026-11-25.");

    /// <summary><c>true</c> or <c>false</c>.</summary>
    /// <exception cref="UsageException">It is neither.</exception>
    public static bool Flag(string name, string given) => given switch
    {
        "true" => true,
        "false" => false,
        _ => throw new UsageException($"{name} '{given}': expected true or false."),
    };
}
