namespace Chaos.Clusters;

/// <summary>The image of the agent: one static program, imported as it is.</summary>
internal sealed class AgentImage(ImageStore store, string architecture)
{
    private static readonly NativeProgram agent = NativeProgram.Agent;

    /// <summary>Where the agent's program lies; null where it is not there.</summary>
    public static string? Find(string architecture) => agent.Find(architecture);

    /// <summary>Imports it where the engine does not have this very program yet.</summary>
    public Task<ResolvedImage> EnsureAsync(CancellationToken cancellationToken) =>
        new ProgramImage(store, architecture).EnsureAsync(agent, $"chaos/agent:{architecture}", cancellationToken);
}
