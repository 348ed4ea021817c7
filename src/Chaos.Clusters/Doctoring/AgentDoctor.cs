using System.Net;
using Chaos.Agent;

namespace Chaos.Clusters;

/// <summary>Starts one agent in a network of its own and asks it what kernel and privileges can do.</summary>
internal static class AgentDoctor
{
    // What the findings of an agent are worth to runs; one that is not named is needed by all.
    private static readonly Dictionary<string, string> OptionalFor = new(StringComparer.Ordinal)
    {
        [DiskFinding] = "all faults but those that need a disk of its own work without it",
        ["netem"] = "partition, kill and pause work without it; only delays made by the kernel would need it",
        ["tcp-rto-max"] = "without it connections need up to as long as a cut lasted to go on after it",
    };

    /// <summary>The finding that a data directory can be a disk of its own.</summary>
    public const string DiskFinding = "disk";

    private static readonly ClusterNeeds WithAll = new() { Clocks = true, Packets = true, PowerLoss = true };

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
        var runId = $"doctor-{Environment.ProcessId}";
        try
        {
            return await AskAsync(engine, runId, time, cancellationToken);
        }
        finally
        {
            await new Leftovers(engine.Client).RemoveRunAsync(runId, CancellationToken.None);
        }
    }

    // An agent with everything that faults may want; where that cannot start, one with nothing, so that the rest is known.
    private static async Task<IReadOnlyList<AgentFinding>> AskAsync(
        DockerEngine engine, string runId, TimeProvider time, CancellationToken cancellationToken)
    {
        var store = new ImageStore(engine.Client, time, null);
        var image = await new AgentImage(store, engine.Information.Architecture).EnsureAsync(cancellationToken);
        var network = await RunNetwork.CreateAsync(engine.Client, runId, cancellationToken);
        try
        {
            var findings = await AskAsync(WithAll, new PodSite("doctor", network.AddressOf(0), GroupOf(image), image));
            return [.. findings, new(DiskFinding, true, "A disk of its own was made and is gone again.")];
        }
        catch (Exception e) when (e is ClusterException || EngineErrors.IsOfEngine(e))
        {
            var findings = await AskAsync(ClusterNeeds.None, new PodSite("doctor-2", network.AddressOf(1), GroupOf(image), image));
            return [.. findings, new(DiskFinding, false, $"No disk of its own could be made: {e.Message.Trim()}")];
        }

        async Task<IReadOnlyList<AgentFinding>> AskAsync(ClusterNeeds needs, PodSite site)
        {
            var starter = new PodStarter(engine.Client, engine.Information, network, image, runId, new RunClock(time), needs);
            await using var pod = await starter.StartAgentAsync(
                site, new Dictionary<string, IPAddress> { [site.Name] = site.Address }, cancellationToken);
            var answer = await pod.Agent.AskAsync(new AgentRequest.Doctor(), cancellationToken, TimeSpan.FromSeconds(20));
            await pod.Agent.AskAsync(new AgentRequest.Stop(), cancellationToken);
            return answer.Reply.Findings ?? [];
        }
    }

    private static NodeGroup GroupOf(ResolvedImage image) => new()
    {
        Name = "doctor",
        Nodes = ["doctor"],
        Voters = false,
        Image = new ImageRecipe { Reference = image.Reference, LocalTag = image.Reference },
        Ports = new Dictionary<string, int>(),
        DataDirectory = "/data",
        Launch = _ => new NodeLaunch { Arguments = [] },
    };

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
