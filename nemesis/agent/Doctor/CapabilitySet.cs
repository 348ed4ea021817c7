using System.Globalization;

namespace Chaos.Agent;

/// <summary>The capabilities of Linux (capabilities(7)) that faults may need.</summary>
internal static class CapabilitySet
{
    private static readonly (int Bit, string Name)[] Known =
        [(5, "kill"), (12, "net_admin"), (13, "net_raw"), (19, "sys_ptrace"), (21, "sys_admin")];

    /// <summary>Those in effect, from the text of /proc/self/status.</summary>
    public static IReadOnlyList<string> Effective(string status)
    {
        const string field = "CapEff:";
        foreach (var line in status.Split('\n'))
        {
            if (line.StartsWith(field, StringComparison.Ordinal)
                && ulong.TryParse(line.AsSpan(field.Length).Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits))
            {
                return [.. Known.Where(k => ((bits >> k.Bit) & 1) != 0).Select(k => k.Name)];
            }
        }

        return [];
    }
}
