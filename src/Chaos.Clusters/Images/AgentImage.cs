namespace Chaos.Clusters;

/// <summary>The image of the agent: one static program, imported as it is.</summary>
internal sealed class AgentImage(ImageStore store, string architecture)
{
    /// <summary>The environment variable that names another folder with agents: <c>ARCH/chaos-agent</c> below it.</summary>
    public const string Variable = "CHAOS_AGENTS";

    private const string ProgramPath = "/chaos-agent";

    /// <summary>
    /// Where the agent's program lies: in <see cref="Variable"/>'s folder, or beside a packaged tool, else where the source tree's script
    /// puts it; null where it is not there.
    /// </summary>
    public static string? Find(string architecture) =>
        Candidates(architecture).FirstOrDefault(File.Exists);

    /// <summary>Imports it where the engine does not have this very program yet.</summary>
    public async Task<ResolvedImage> EnsureAsync(CancellationToken cancellationToken)
    {
        var program = Find(architecture) ?? throw new ClusterException(
            $"The agent for {architecture} is not there: looked for {string.Join(" and ", Candidates(architecture))}. "
            + $"Build it with {SourceTree.AgentScript} (it needs clang and lld, or gcc), or start through ./chaos, which does.");
        var hash = await ContentHash.OfFileAsync(program, cancellationToken);
        return await store.EnsureImportedAsync(
            $"chaos/agent:{architecture}",
            ContentHash.Of(hash),
            ImageOrigin.BuiltFromFile,
            ["ENTRYPOINT [\"" + ProgramPath + "\"]"],
            async (stream, token) =>
            {
                await using var tar = new ImageTar(stream);
                await using var content = File.OpenRead(program);
                await tar.AddAsync(ProgramPath, content, executable: true, token);
            },
            cancellationToken);
    }

    private static IEnumerable<string> Candidates(string architecture) =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder
            ? [Path.Combine(folder, architecture, "chaos-agent")]
            : Standard(architecture);

    private static IEnumerable<string> Standard(string architecture) =>
    [
        Path.Combine(AppContext.BaseDirectory, "agents", architecture, "chaos-agent"),
        .. SourceTree.Places().Select(root => Path.Combine(root, "artifacts", "agent", architecture, "chaos-agent")),
    ];
}
