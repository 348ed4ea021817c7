using System.Net;

namespace Chaos.Agent;

/// <summary>Tries, rather than reads the kernel's version: distributions leave features out and bring others back.</summary>
internal sealed class KernelDoctor(AgentClock clock) : IDoctor
{
    private const string RtoMax = "/proc/sys/net/ipv4/tcp_rto_max_ms";
    private const string TrialTable = "chaos-doctor";

    /// <inheritdoc/>
    public AgentIdentity Identify(int leaseMs) => new()
    {
        Protocol = AgentProtocol.Version,
        Pid = Environment.ProcessId,
        Kernel = ReadText("/proc/sys/kernel/osrelease") ?? "unknown",
        Capabilities = Capabilities(),
        LeaseMs = leaseMs,
    };

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AgentFinding>> ExamineAsync()
    {
        var capabilities = Capabilities();
        return
        [
            new("pid-namespace", Environment.ProcessId == 1, Environment.ProcessId == 1
                ? "The agent is process 1 of its namespace."
                : $"The agent is process {Environment.ProcessId}: it cannot signal all processes. Start it as the first of a pod."),
            Capability("net_admin", capabilities, "partitions"),
            Capability("kill", capabilities, "signals to processes of other users"),
            Capability("sys_ptrace", capabilities, "shifted clocks"),
            Nft(),
            TcpRtoMax(),
            .. NetworkTrial.Examine(),
            Capability("sys_admin", capabilities, "power losses, nor slow or failing calls on files"),
            .. await Task.Run(() => DiskTrial.ExamineAsync(clock)),
            ClockTrial.Examine(clock),
            FreezerTrial.Examine(),
        ];
    }

    private static AgentFinding Capability(string name, IReadOnlyList<string> capabilities, string what) =>
        capabilities.Contains(name)
            ? new(name, true, "In effect.")
            : new(name, false, $"Not in effect: no {what}. Add the capability to the agent's container.");

    private static AgentFinding Nft()
    {
        using var trial = new NftCuts(TrialTable);
        try
        {
            trial.Apply([IPAddress.Parse("127.9.9.9")]);
            trial.Clear();
            return new("nft", true, "A rule was set, read back and removed.");
        }
        catch (AgentException e)
        {
            return new("nft", false, $"No partitions: {e.Message}");
        }
    }

    private static AgentFinding TcpRtoMax() => ReadText(RtoMax) is { } ms
        ? new("tcp-rto-max", true, $"net.ipv4.tcp_rto_max_ms is {ms}.")
        : new("tcp-rto-max", false, "This kernel (before 6.15) cannot bound TCP's retransmission time: "
            + "after a cut of 30 s a connection may need as long again to resume.");

    private static IReadOnlyList<string> Capabilities() => CapabilitySet.Effective(ReadText("/proc/self/status") ?? "");

    private static string? ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
