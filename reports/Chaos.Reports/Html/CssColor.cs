using System.Text.RegularExpressions;

namespace Chaos.Reports;

/// <summary>Colours from a run's files, which may hold anything.</summary>
internal static partial class CssColor
{
    /// <summary>The colour if it is a hexadecimal one, else grey.</summary>
    public static string Safe(string color) => Hexadecimal().IsMatch(color) ? color : "#888888";

    [GeneratedRegex("^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$")]
    private static partial Regex Hexadecimal();
}
