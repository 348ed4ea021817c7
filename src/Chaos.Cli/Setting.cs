using System.CommandLine;
using System.Globalization;

namespace Chaos.Cli;

/// <summary>
/// An option of the command line whose value may also come from the environment: <c>--time-limit</c> from
/// <c>CHAOS_TIME_LIMIT</c>. The command line wins.
/// </summary>
internal static class Setting
{
    public static Option<string?> Text(string name, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(VariableOf(name)),
    };

    public static Option<bool> Flag(string name, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(VariableOf(name)) is "1" or "true",
    };

    /// <summary>A duration such as <c>500ms</c>, <c>30s</c> or <c>5m</c>, from one millisecond to a day.</summary>
    public static TimeSpan Duration(string name, string? given, TimeSpan otherwise)
    {
        if (given is null) return otherwise;
        if (Durations.TryParse(given, out var duration)
            && duration >= TimeSpan.FromMilliseconds(1) && duration <= TimeSpan.FromDays(1))
        {
            return duration;
        }

        throw new UsageException($"{name} '{given}': expected a duration from 1ms to 24h, such as 500ms, 30s or 5m.");
    }

    /// <summary>A whole number within limits.</summary>
    public static int Count(string name, string? given, int otherwise, int least, int most)
    {
        if (given is null) return otherwise;
        return int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= least && count <= most
            ? count
            : throw new UsageException($"{name} '{given}': expected a whole number from {least} to {most}.");
    }

    /// <summary>A number of operations a second.</summary>
    public static double Rate(string name, string? given, double otherwise)
    {
        if (given is null) return otherwise;
        return double.TryParse(given, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate)
            && rate is >= 0 and <= 200_000
            ? rate
            : throw new UsageException($"{name} '{given}': expected operations a second from 0 (no pauses) to 200000.");
    }

    /// <summary>Bytes, such as <c>512m</c> or <c>2g</c>.</summary>
    public static long Bytes(string name, string? given, long otherwise)
    {
        if (given is null) return otherwise;
        var text = given.Trim().ToLowerInvariant();
        var shift = text.Length == 0 ? 0 : text[^1] switch { 'k' => 10, 'm' => 20, 'g' => 30, _ => 0 };
        var digits = shift == 0 ? text : text[..^1];
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0 && number <= (long.MaxValue >> shift) && number << shift >= 1 << 20
            ? number << shift
            : throw new UsageException($"{name} '{given}': expected a size of at least 1m, such as 512m or 2g.");
    }

    /// <summary>A seed, 0 to 2^64 - 1.</summary>
    public static ulong Seed(string name, string? given, Func<ulong> otherwise)
    {
        if (given is null) return otherwise();
        return ulong.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw new UsageException($"{name} '{given}': expected a whole number from 0 to {ulong.MaxValue}.");
    }

    private static string VariableOf(string name) =>
        "CHAOS_" + name.TrimStart('-').Replace('-', '_').ToUpperInvariant();
}
