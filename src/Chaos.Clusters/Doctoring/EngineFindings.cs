using Chaos.Agent;
using Docker.DotNet;

namespace Chaos.Clusters;

/// <summary>What the engine itself says that it can do, in the form of the agent's findings.</summary>
internal static class EngineFindings
{
    /// <summary>Limits of memory.</summary>
    public const string Memory = "memory-limit";

    /// <summary>Limits of processor time.</summary>
    public const string Processor = "processor-limit";

    /// <summary>Asks the engine.</summary>
    public static async Task<IReadOnlyList<AgentFinding>> AskAsync(IDockerClient client, CancellationToken cancellationToken)
    {
        var info = await client.System.GetSystemInfoAsync(cancellationToken);
        return
        [
            Of(Memory, info.MemoryLimit, "memory"),
            Of(Processor, info.CPUCfsQuota && info.CPUCfsPeriod, "processor time"),
        ];
    }

    private static AgentFinding Of(string name, bool can, string what) => can
        ? new(name, true, $"The engine limits {what}.")
        : new(name, false, $"The engine cannot limit {what}: its kernel or its rights (rootless?) lack that control group.");
}
