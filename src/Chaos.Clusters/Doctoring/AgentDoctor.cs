using System.Net;
using Chaos.Agent;

namespace Chaos.Clusters;

/// <summary>Starts one agent in a network of its own and asks it what kernel and privileges can do.</summary>
internal static class AgentDoctor
{
    // What the findings of an agent are worth to runs; one that is not named is needed by all.
    private static readonly Dictionary<string, string> OptionalFor = new(StringComparer.Ordinal)
    {
        ["nft-queue"] = "packets are queued by iptables' rule instead, with the same effect",
        ["xt-queue"] = "only needed where nft-queue is not there",
        ["packet-copy"] = "without it packets cannot be doubled; all else works",
        ["tcp-reset"] = "without it connections cannot be closed after a cut",
        ["sys_ptrace"] = "all faults but those of the clock work without it",
        ["sys_admin"] = "all faults but power losses, full disks, slow and failing calls on files work without it",
        ["loop"] = "all faults but power losses and full disks work without it",
        ["ext4-shutdown"] = "all faults but power losses work without it",
        ["fuse"] = "all faults but slow and failing calls on files work without it",
        ["seccomp"] = "all faults but lying flushes work without it",
        ["clock"] = "all faults but those of the clock work without it",
        ["freezer"] = "nodes can be paused by signals instead",
        [EngineFindings.Memory] = "all faults but memory work without it",
        [EngineFindings.Processor] = "all faults but cpu work without it",
        ["tcp-rto-max"] = "without it connections need up to as long as a cut lasted to go on after it",
    };

    // An engine that does not give an agent all of it may give it a part.
    private static readonly ClusterNeeds[] Attempts =
    [
        new() { Clocks = true, Freezer = true, Packets = true, PowerLoss = true, FileCalls = true },
        new() { Clocks = true, Freezer = true, Packets = true, FileCalls = true },
        new() { Clocks = true, Freezer = true, Packets = true, PowerLoss = true },
        new() { Clocks = true, Packets = true },
        ClusterNeeds.None,
    ];

    /// <summary>The agent's findings as lines, and what they mean for faults; a single line that says why where none could be had.</summary>
    public static async Task<DoctorReport> ExamineAsync(
        DockerEngine engine, TimeProvider time, CancellationToken cancellationToken)
    {
        if (AgentImage.Find(engine.Information.Architecture) is null)
            return new([], null);
        try
        {
            var findings = await FindAsync(engine, time, cancellationToken);
            return new([.. findings.Select(Describe)], FaultSupport.From(findings));
        }
        catch (Exception e) when (e is ClusterException || EngineErrors.IsOfEngine(e))
        {
            return new(
                [new DoctorLine("kernel", false, $"no agent could be started: {e.Message.Trim()}", "Mend the lines above first.")], null);
        }
    }

    /// <summary>The findings of a throw-away agent.</summary>
    /// <exception cref="ClusterException">None could be started.</exception>
    public static async Task<IReadOnlyList<AgentFinding>> FindAsync(
        DockerEngine engine, TimeProvider time, CancellationToken cancellationToken)
    {
        var refusal = "";
        foreach (var needs in Attempts[..^1])
        {
            try
            {
                return Explain(await TryAsync(engine, needs, time, cancellationToken), refusal);
            }
            catch (Exception e) when (e is ClusterException || EngineErrors.IsOfEngine(e))
            {
                refusal = refusal.Length > 0 ? refusal : $" With these privileges no agent could be started: {e.Message.Trim()}";
            }
        }

        return Explain(await TryAsync(engine, Attempts[^1], time, cancellationToken), refusal);
    }

    private static IReadOnlyList<AgentFinding> Explain(IReadOnlyList<AgentFinding> findings, string refusal) =>
        [.. findings.Select(finding => finding is { Ok: false, Name: "sys_admin" or "loop" or "fuse" }
            ? finding with { Detail = finding.Detail + refusal }
            : finding)];

    private static async Task<IReadOnlyList<AgentFinding>> TryAsync(
        DockerEngine engine, ClusterNeeds needs, TimeProvider time, CancellationToken cancellationToken)
    {
        var runId = $"doctor-{Environment.ProcessId}-{Array.IndexOf(Attempts, needs)}";
        try
        {
            return await AskAsync(engine, runId, needs, time, cancellationToken);
        }
        finally
        {
            await new Leftovers(engine.Client).RemoveRunAsync(runId, CancellationToken.None);
        }
    }

    private static async Task<IReadOnlyList<AgentFinding>> AskAsync(
        DockerEngine engine, string runId, ClusterNeeds needs, TimeProvider time, CancellationToken cancellationToken)
    {
        var store = new ImageStore(engine.Client, time, null);
        var image = await new AgentImage(store, engine.Information.Architecture).EnsureAsync(cancellationToken);
        var network = await RunNetwork.CreateAsync(engine.Client, runId, cancellationToken);
        var group = new NodeGroup
        {
            Name = "doctor",
            Nodes = ["doctor"],
            Voters = false,
            Image = new ImageRecipe { Reference = image.Reference, LocalTag = image.Reference },
            Ports = new Dictionary<string, int>(),
            DataDirectory = "/data",
            Launch = _ => new NodeLaunch { Arguments = [] },
        };
        var site = new PodSite("doctor", network.AddressOf(0), group, image);
        var starter = new PodStarter(engine.Client, engine.Information, network, image, runId, new RunClock(time), needs);
        await using var pod = await starter.StartAgentAsync(
            site, new Dictionary<string, IPAddress> { [site.Name] = site.Address }, cancellationToken);
        var answer = await pod.Agent.AskAsync(new AgentRequest.Doctor(), cancellationToken, TimeSpan.FromSeconds(20));
        return [.. answer.Reply.Findings ?? [], .. await EngineFindings.AskAsync(engine.Client, cancellationToken)];
    }

    private static DoctorLine Describe(AgentFinding finding)
    {
        if (finding.Ok)
            return new DoctorLine($"kernel {finding.Name}", true, finding.Detail);
        return OptionalFor.TryGetValue(finding.Name, out var worth)
            ? new DoctorLine($"kernel {finding.Name}", false, finding.Detail, char.ToUpperInvariant(worth[0]) + worth[1..] + ".")
            {
                Optional = true,
            }
            : new DoctorLine(
                $"kernel {finding.Name}", false, finding.Detail, "No faults can be made without it: use another kernel or engine.");
    }
}
