namespace Chaos.Clusters;

/// <summary>A program of ours that runs in containers, compiled to machine code by a script of the source tree.</summary>
/// <param name="Name">The name of its file.</param>
/// <param name="Folder">The folder below <c>artifacts</c> where the script puts it, by architecture.</param>
/// <param name="Script">The script, from the root of the source tree.</param>
internal sealed record NativeProgram(string Name, string Folder, string Script)
{
    /// <summary>The environment variable that names another folder with these programs: <c>ARCH/NAME</c> below it.</summary>
    public const string Variable = "CHAOS_AGENTS";

    /// <summary>The agent of every pod.</summary>
    public static NativeProgram Agent { get; } = new("chaos-agent", "agent", SourceTree.AgentScript);

    /// <summary>Our own consensus nodes.</summary>
    public static NativeProgram Node { get; } = new("chaos-node", "node", "src/Chaos.Consensus.Host/build.sh");

    /// <summary>The one with this name.</summary>
    public static NativeProgram Of(string name) => new[] { Agent, Node }.First(program => program.Name == name);

    /// <summary>
    /// Where it lies: in <see cref="Variable"/>'s folder, or beside a packaged tool, else where the source tree's script puts it; null
    /// where it is not there.
    /// </summary>
    public string? Find(string architecture) => Candidates(architecture).FirstOrDefault(File.Exists);

    /// <summary>What to say where it is not there.</summary>
    public string Absence(string architecture) =>
        $"The program {Name} for {architecture} is not there: looked for {string.Join(" and ", Candidates(architecture))}. "
        + $"Build it with {Script} (it needs clang and lld, or gcc), or start through ./chaos, which does.";

    private IEnumerable<string> Candidates(string architecture) =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder
            ? [Path.Combine(folder, architecture, Name)]
            : Standard(architecture);

    private IEnumerable<string> Standard(string architecture) =>
    [
        Path.Combine(AppContext.BaseDirectory, "agents", architecture, Name),
        .. SourceTree.Places().Select(root => Path.Combine(root, "artifacts", Folder, architecture, Name)),
    ];
}
