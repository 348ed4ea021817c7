using System.Globalization;

namespace Chaos.Clusters;

/// <summary>Looks at everything that runs in containers need, and says how to mend what is missing.</summary>
public static class Doctor
{
    private const long NeededBytes = 3L << 30;

    /// <summary>Examines the machine. Never throws for what it finds: a failure is a line.</summary>
    /// <param name="images">The images that systems of interest start from.</param>
    /// <param name="time">Time for waits.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<DoctorReport> ExamineAsync(
        IEnumerable<ImageRecipe> images, TimeProvider time, CancellationToken cancellationToken)
    {
        var lines = new List<DoctorLine>();
        DockerEngine engine;
        try
        {
            engine = await DockerEngine.ConnectAsync(cancellationToken);
        }
        catch (ClusterException e)
        {
            var (text, mend) = SplitSentence(e.Message);
            lines.Add(new DoctorLine("engine", false, text, mend));
            lines.Add(DiskLine(Path.GetTempPath()));
            return new(lines, null);
        }

        using (engine)
        {
            lines.AddRange(EngineLines(engine.Information));
            lines.Add(DiskLine(
                Directory.Exists(engine.Information.RootDirectory) ? engine.Information.RootDirectory : Path.GetTempPath()));
            lines.AddRange(await ImageLinesAsync(engine, [.. images], time, cancellationToken));
            lines.Add(AgentLine(engine.Information.Architecture));
            var agent = await AgentDoctor.ExamineAsync(engine, time, cancellationToken);
            lines.AddRange(agent.Lines);
            lines.Add(await LeftoverLineAsync(engine, cancellationToken));
            return new(lines, agent.Faults);
        }
    }

    private static IEnumerable<DoctorLine> EngineLines(EngineInformation engine)
    {
        yield return new DoctorLine(
            "engine", true,
            $"Docker {engine.Version} at {engine.Endpoint}, {engine.OperatingSystem}, storage {engine.StorageDriver}, "
            + $"control groups v{engine.CgroupVersion}");
        yield return new DoctorLine("api", true, $"version {engine.ApiVersion}");
        var known = engine.Architecture is "x64" or "arm64";
        yield return new DoctorLine(
            "architecture", known, engine.Architecture, known ? null : "Chaos has agents for x64 and arm64 only.");
        yield return new DoctorLine(
            "network", true,
            engine.IsNative
                ? "addresses of nodes are reached directly: a refused connection is proof"
                : "nodes are reached through published ports: a refused connection proves nothing and counts as unknown");
    }

    private static DoctorLine DiskLine(string folder)
    {
        try
        {
            var free = new DriveInfo(folder).AvailableFreeSpace;
            var text = string.Create(CultureInfo.InvariantCulture, $"{free / (double)(1 << 30):0.0} GiB free at {folder}");
            return free >= NeededBytes
                ? new DoctorLine("disk", true, text)
                : new DoctorLine("disk", false, text, "Images, data and histories need 3 GiB: free some (docker system prune, chaos clean).");
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return new DoctorLine("disk", false, $"{folder}: {e.Message}", "See that the folder exists and may be read.");
        }
    }

    private static async Task<IEnumerable<DoctorLine>> ImageLinesAsync(
        DockerEngine engine, IReadOnlyList<ImageRecipe> images, TimeProvider time, CancellationToken cancellationToken)
    {
        var store = new ImageStore(engine.Client, time, null);
        var registry = new RegistryProbe();
        var lines = new List<DoctorLine>();
        foreach (var program in images.Where(recipe => recipe.Program is not null).Select(recipe => recipe.Program!).Distinct())
            lines.Add(ProgramLine(NativeProgram.Of(program), engine.Information.Architecture));
        images = [.. images.Where(recipe => recipe.Program is null)];
        foreach (var host in images.Where(recipe => recipe.Reference != recipe.LocalTag).Select(recipe => RegistryProbe.HostOf(recipe.Reference)).Distinct())
            lines.Add(await RegistryLineAsync(registry, host, cancellationToken));
        foreach (var recipe in images)
        {
            if (await store.FindAsync(recipe.Reference, cancellationToken) is not null)
                lines.Add(new DoctorLine("image", true, $"{recipe.Reference} is here"));
            else if (await store.FindAsync(recipe.LocalTag, cancellationToken) is not null)
                lines.Add(new DoctorLine("image", true, $"{recipe.LocalTag}, built here, is here"));
            else if (recipe.Reference == recipe.LocalTag && recipe.DebianDockerfile is not null)
                lines.Add(new DoctorLine("image", true, $"{recipe.LocalTag} will be built from Debian {recipe.DebianSuite}"));
            else if (await registry.WhyUnreachableAsync(recipe.Reference, cancellationToken) is not { } silent)
                lines.Add(new DoctorLine("image", true, $"{recipe.Reference} will be pulled from {RegistryProbe.HostOf(recipe.Reference)}"));
            else if (ServerFiles.Find(recipe.ServerFile) is { } file)
                lines.Add(new DoctorLine("image", true, $"{recipe.LocalTag} will be built from {Path.GetFileName(file)}"));
            else if (recipe.DebianDockerfile is not null)
                lines.Add(new DoctorLine("image", true, $"{recipe.LocalTag} will be built from Debian {recipe.DebianSuite}"));
            else
                lines.Add(new DoctorLine(
                    "image", false, $"{recipe.Reference} is not here, {RegistryProbe.HostOf(recipe.Reference)} does not answer ({silent})",
                    $"Where a registry answers: docker pull {recipe.Reference}."));
        }

        return lines;
    }

    private static async Task<DoctorLine> RegistryLineAsync(
        RegistryProbe registry, string host, CancellationToken cancellationToken) =>
        await registry.WhyUnreachableAsync($"{host}/any", cancellationToken) is { } silent
            ? new DoctorLine(
                "registry", false, $"{host} does not answer: {silent}", "Without it images that are not here are built here.")
            { Optional = true }
            : new DoctorLine("registry", true, $"{host} answers");

    private static DoctorLine AgentLine(string architecture) =>
        AgentImage.Find(architecture) is { } path
            ? new DoctorLine("agent", true, path)
            : new DoctorLine(
                "agent", false, $"no agent for {architecture}",
                $"Build it: {SourceTree.AgentScript} (needs clang and lld, or gcc; Debian: apt-get install clang lld zlib1g-dev).");

    // Only our own systems need it, and they run in simulation as well.
    private static DoctorLine ProgramLine(NativeProgram program, string architecture) =>
        program.Find(architecture) is { } path
            ? new DoctorLine("program", true, path)
            : new DoctorLine(
                "program", false, $"no {program.Name} for {architecture}", $"Our own systems need it in containers. Build it: {program.Script}.")
            { Optional = true };

    private static async Task<DoctorLine> LeftoverLineAsync(DockerEngine engine, CancellationToken cancellationToken)
    {
        var count = await new Leftovers(engine.Client).CountAsync(cancellationToken);
        return count == 0
            ? new DoctorLine("left-overs", true, "none")
            : new DoctorLine(
                "left-overs", false, $"{count} containers, networks and volumes of runs that ended",
                "The next run removes them, or: chaos clean.")
            { Optional = true };
    }

    private static (string Text, string Mend) SplitSentence(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? (message, "Try again.") : (message[..(end + 1)], message[(end + 2)..]);
    }
}
