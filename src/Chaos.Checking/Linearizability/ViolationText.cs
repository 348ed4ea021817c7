using System.Globalization;

namespace Chaos.Checking;

/// <summary>Words for operations and times in sentences about violations.</summary>
internal static class ViolationText
{
    /// <summary>A time on the run clock: <c>12.310 s</c>.</summary>
    public static string Seconds(long timeNs) => (timeNs / 1e9).ToString("F3", CultureInfo.InvariantCulture) + " s";

    /// <summary>The operation with its object and process: <c>read of k3 by process 7</c>.</summary>
    public static string Subject(in Operation invocation) =>
        $"{invocation.F}{(invocation.Key is null ? "" : $" of {invocation.Key}")} by process {invocation.Process}";

    /// <summary>Names joined for a sentence: <c>4, 5 or 6</c>.</summary>
    public static string Or(IReadOnlyList<string> names) =>
        names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.SkipLast(1))} or {names[^1]}";
}
