using Chaos.Agent;

namespace Chaos.Clusters;

/// <summary>
/// What faults can be made in containers here: for each capability the ways to do it, the preferred one first, and for each way the
/// agent's findings that it rests on. A new capability is a line in the table.
/// </summary>
/// <param name="lacks">What an agent examined: null for what is in order, else what is missing and how to mend it.</param>
internal sealed class FaultSupport(IReadOnlyDictionary<string, string?> lacks) : IFaultSupport
{
    private static readonly Dictionary<FaultCapability, FaultProvider[]> Providers = new()
    {
        [FaultCapability.Cuts] = [new("nf_tables", ["net_admin", "nft"])],
        [FaultCapability.Packets] =
        [
            new("the agent's delay line over nf_tables' packet queue", ["net_admin", "nft", "nft-queue"]),
            new(
                "the agent's delay line over iptables' packet queue", ["net_admin", "nft", "xt-queue"],
                "The queue is the same, only the rule that leads to it is another."),
        ],
        [FaultCapability.PacketCopies] = [new("copies by nf_tables", ["net_admin", "nft", "packet-copy"])],
        [FaultCapability.ConnectionResets] = [new("sock_diag", ["net_admin", "tcp-reset"])],
        [FaultCapability.FastRetransmission] =
        [
            new("tcp_rto_max_ms", ["tcp-rto-max"]),
            new("connections closed after the cut", ["net_admin", "tcp-reset"], "The system opens new ones at once."),
            new("TCP's own back-off", [], "After a cut connections need up to as long again as it lasted; effects and reports say so."),
        ],
        [FaultCapability.Signals] = [new("signals of the pod", ["pid-namespace", "kill"])],
        [FaultCapability.Clocks] = [new("a routine in the vDSO", ["sys_ptrace", "clock"])],
        [FaultCapability.Freezer] = [new("control groups", ["freezer"])],
        [FaultCapability.Resources] = [new("the engine's limits", [EngineFindings.Memory, EngineFindings.Processor])],
        [FaultCapability.PowerLoss] = [new("ext4 on a loop device", ["sys_admin", "loop", "ext4-shutdown"])],
        [FaultCapability.FileCalls] = [new("a layer in user space (FUSE)", ["sys_admin", "fuse"])],
        [FaultCapability.DataFiles] = [new("the agent's view of the data directory", [])],
        [FaultCapability.LyingFlush] = [new("a filter of system calls", ["seccomp"])],
        [FaultCapability.SpareNodes] = [new("containers of the pod", [])],
        [FaultCapability.Clients] = [new("the runner", [])],
    };

    /// <summary>What an agent's findings mean for faults.</summary>
    public static FaultSupport From(IEnumerable<AgentFinding> findings) =>
        new(findings.ToDictionary(finding => finding.Name, finding => finding.Ok ? null : finding.Detail, StringComparer.Ordinal));

    /// <summary>The capabilities that this backend knows.</summary>
    public static IEnumerable<FaultCapability> Known => Providers.Keys;

    /// <inheritdoc/>
    public Support Of(FaultCapability capability)
    {
        if (!Providers.TryGetValue(capability, out var ways))
            return Support.Unavailable($"Clusters in containers have no {capability}. Take another nemesis; see chaos list nemeses.");
        for (var way = 0; way < ways.Length; way++)
        {
            if (Missing(ways[way]).Length > 0) continue;
            return way == 0
                ? Support.Native(ways[0].Name)
                : Support.Fallback(ways[way].Name, $"{ways[0].Name} is not to be had: {string.Join(" ", Missing(ways[0]))} {ways[way].Why}".TrimEnd());
        }

        return Support.Unavailable(string.Join(" ", Missing(ways[0])));
    }

    private string[] Missing(FaultProvider way) => [.. way.Findings.Select(WhyMissing).OfType<string>()];

    private string? WhyMissing(string name) => lacks.TryGetValue(name, out var lack)
        ? lack is null ? null : $"{name}: {lack}"
        : $"{name}: the agent does not examine it. Build the agent again: {SourceTree.AgentScript}.";
}
