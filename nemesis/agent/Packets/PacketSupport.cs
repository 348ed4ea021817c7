using System.Net;

namespace Chaos.Agent;

/// <summary>Which rules for packets the kernel takes: tried in a table that nobody's packets meet, and removed.</summary>
internal static class PacketSupport
{
    private const string TrialTable = "chaos-trial";
    private static readonly IPAddress Nobody = IPAddress.Parse("127.9.9.9");

    /// <summary>Tries nf_tables' own queue; the error says what is missing, null means that it is there.</summary>
    public static AgentException? TryNativeQueue() => Try(native: true, copies: false);

    /// <summary>Tries the queue of iptables, through nf_tables.</summary>
    public static AgentException? TryCompatibleQueue() => Try(native: false, copies: false);

    /// <summary>Tries copies, beside a queue that works.</summary>
    public static AgentException? TryCopies(bool native) => Try(native, copies: true);

    private static AgentException? Try(bool native, bool copies)
    {
        using var table = new NftTable(TrialTable);
        try
        {
            table.Commit(TreatMessages.Replace(TrialTable, [Nobody], native, copies, out var changes), changes, "Trying a rule");
            table.Remove();
            return null;
        }
        catch (AgentException e)
        {
            return e;
        }
    }
}
