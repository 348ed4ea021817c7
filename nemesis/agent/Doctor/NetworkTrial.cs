namespace Chaos.Agent;

/// <summary>Tries out what faults of packets and resets of connections need.</summary>
internal static class NetworkTrial
{
    /// <summary>One finding for each way: nf_tables' own queue, that of iptables, copies, resets.</summary>
    public static IEnumerable<AgentFinding> Examine()
    {
        var native = PacketSupport.TryNativeQueue();
        yield return Queue("nft-queue", native, "nf_tables' own queue (CONFIG_NFT_QUEUE)");
        yield return Queue(
            "xt-queue", PacketSupport.TryCompatibleQueue(),
            "iptables' queue through nf_tables (CONFIG_NFT_COMPAT, CONFIG_NETFILTER_XT_TARGET_NFQUEUE)");
        yield return PacketSupport.TryCopies(native is null) is { } missing
            ? new("packet-copy", false, $"No packet can be doubled: this kernel refuses copies (CONFIG_NFT_DUP_IPV4) with errno {missing.Errno}.")
            : new("packet-copy", true, "A rule that doubles packets was set and removed.");
        yield return Reset();
    }

    private static AgentFinding Queue(string name, AgentException? missing, string what) => missing is null
        ? new(name, true, $"A rule with {what} was set and removed.")
        : new(name, false, missing.Errno == 0 ? missing.Message : $"This kernel refuses {what} with errno {missing.Errno}.");

    private static AgentFinding Reset()
    {
        try
        {
            Connections.Try();
            return new("tcp-reset", true, "The kernel closes connections of other programs.");
        }
        catch (AgentException e)
        {
            return new("tcp-reset", false, $"No connection can be closed after a cut: {e.Message}");
        }
    }
}
