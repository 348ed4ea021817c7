using System.Globalization;

namespace Chaos.Clusters;

/// <summary>What the kernel under an engine can do, as far as its version or this host tell.</summary>
internal static class KernelFeatures
{
    /// <summary>Whether <c>net.ipv4.tcp_rto_max_ms</c> exists: Linux 6.15 and later.</summary>
    public static bool HasRetransmissionLimit(EngineInformation engine) =>
        engine.IsNative
            ? File.Exists("/proc/sys/net/ipv4/tcp_rto_max_ms")
            : VersionOf(engine.Kernel) >= new Version(6, 15);

    /// <summary>The leading <c>major.minor</c> of a kernel release; 0.0 where there is none.</summary>
    public static Version VersionOf(string release)
    {
        var parts = release.Split('.', '-', '+', '_');
        return parts.Length >= 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            ? new Version(major, minor)
            : new Version(0, 0);
    }
}
