using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Chaos.Agent;

/// <summary>Checks of what a request holds: nothing is carried out that cannot be meant.</summary>
internal static class RequestChecks
{
    private const int MostAddresses = 500;

    /// <summary>A number between two limits.</summary>
    /// <exception cref="AgentException">It is not.</exception>
    public static int Within(int value, int least, int most, string what) => (int)Within((long)value, least, most, what);

    /// <summary>A number between two limits.</summary>
    /// <exception cref="AgentException">It is not.</exception>
    public static long Within(long value, long least, long most, string what) => value >= least && value <= most
        ? value
        : throw new AgentException($"Expected {least} to {most} {what}, found {value}.");

    /// <summary>A share, 0 to 1.</summary>
    /// <exception cref="AgentException">It is not.</exception>
    public static void Share(double value, string what)
    {
        if (!(value >= 0 && value <= 1))
            throw new AgentException($"Expected a share {what} from 0 to 1, found {value.ToString(CultureInfo.InvariantCulture)}.");
    }

    /// <summary>Addresses of other nodes, each once.</summary>
    /// <exception cref="AgentException">One is none, or there are too many.</exception>
    public static List<IPAddress> Addresses(IReadOnlyList<string> texts)
    {
        if (texts.Count > MostAddresses)
            throw new AgentException($"Expected at most {MostAddresses} addresses, found {texts.Count}.");
        return [.. texts.Distinct().Select(Address)];
    }

    /// <summary>The address of another node.</summary>
    /// <exception cref="AgentException">It is none.</exception>
    public static IPAddress Address(string text) =>
        // IPAddress reads "5" as 0.0.0.5 too: only the form that it writes itself is meant.
        IPAddress.TryParse(text, out var address)
        && address.AddressFamily == AddressFamily.InterNetwork
        && address.ToString() == text
        && !IPAddress.IsLoopback(address)
            ? address
            : throw new AgentException($"Expected an IPv4 address of another node, found '{text}'.");
}
