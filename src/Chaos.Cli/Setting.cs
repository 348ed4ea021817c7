using System.CommandLine;
using Chaos.Campaigns;

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
    public static TimeSpan Duration(string name, string? given, TimeSpan otherwise) =>
        given is null ? otherwise : SettingValue.Duration(name, given);

    /// <summary>A whole number within limits.</summary>
    public static int Count(string name, string? given, int otherwise, int least, int most) =>
        given is null ? otherwise : SettingValue.Count(name, given, least, most);

    /// <summary>A number of operations a second.</summary>
    public static double Rate(string name, string? given, double otherwise) =>
        given is null ? otherwise : SettingValue.Rate(name, given);

    /// <summary>Bytes, such as <c>512m</c> or <c>2g</c>.</summary>
    public static long Bytes(string name, string? given, long otherwise) =>
        given is null ? otherwise : SettingValue.Bytes(name, given);

    /// <summary>A seed, 0 to 2^64 - 1.</summary>
    public static ulong Seed(string name, string? given, Func<ulong> otherwise) =>
        given is null ? otherwise() : SettingValue.Seed(name, given);

    private static string VariableOf(string name) =>
        "CHAOS_" + name.TrimStart('-').Replace('-', '_').ToUpperInvariant();
}
