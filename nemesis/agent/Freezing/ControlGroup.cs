namespace Chaos.Agent;

/// <summary>
/// A control group as the freezer sees it (cgroups(7)): a folder of the machine's own tree, which the controller mounts at
/// <see cref="AgentProtocol.ControlGroups"/> in runs that freeze.
/// </summary>
internal sealed class ControlGroup
{
    private readonly string folder;
    private readonly bool isFirst;

    private ControlGroup(string folder, bool isFirst)
    {
        this.folder = folder;
        this.isFirst = isFirst;
    }

    /// <summary>Whether the kernel says that everything in it stands still.</summary>
    public bool IsFrozen => Exists && (isFirst
        ? File.ReadAllText($"{folder}/freezer.state").Trim() == "FROZEN"
        : File.ReadAllText($"{folder}/cgroup.events").Contains("frozen 1", StringComparison.Ordinal));

    // The engine removes it when its container has ended.
    private bool Exists => Directory.Exists(folder);

    /// <summary>The group of a process; null where the process is gone.</summary>
    /// <exception cref="AgentException">The tree is not mounted, or the process is not in it.</exception>
    public static ControlGroup? Of(string process, string root)
    {
        var isFirst = Directory.Exists($"{root}/freezer");
        if (!isFirst && !File.Exists($"{root}/cgroup.controllers"))
            throw new AgentException($"The machine's control groups are not mounted at {root}: nothing can be frozen.");
        try
        {
            var path = PathIn(File.ReadAllText($"/proc/{process}/cgroup"), isFirst);
            return path is null ? null : new ControlGroup(isFirst ? $"{root}/freezer{path}" : root + path, isFirst);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The path of a group in the text of /proc/PID/cgroup; null where it names none.</summary>
    /// <param name="text">A line for each tree: <c>6:freezer:/docker/...</c> of the first version, <c>0::/...</c> of the second.</param>
    /// <param name="isFirst">Which version is meant.</param>
    public static string? PathIn(string text, bool isFirst) => text.Split('\n')
        .Select(line => line.Split(':', 3))
        .FirstOrDefault(parts => parts.Length == 3
            && (isFirst ? parts[1].Split(',').Contains("freezer", StringComparer.Ordinal) : parts[0] == "0"))
        ?[2];

    /// <summary>Orders it to freeze, or to go on; the first takes effect a little later.</summary>
    public void Order(bool frozen)
    {
        if (!Exists)
            return;
        var (file, word) = isFirst ? ("freezer.state", frozen ? "FROZEN" : "THAWED") : ("cgroup.freeze", frozen ? "1" : "0");
        try
        {
            File.WriteAllText($"{folder}/{file}", word);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AgentException($"The group {folder} could not be {(frozen ? "frozen" : "thawed")}: {e.Message}");
        }
    }

    /// <summary>Makes a group below this one and puts a process into it.</summary>
    public ControlGroup Divide(string name, int pid)
    {
        Directory.CreateDirectory($"{folder}/{name}");
        File.WriteAllText($"{folder}/{name}/cgroup.procs", $"{pid}");
        return new ControlGroup($"{folder}/{name}", isFirst);
    }

    /// <summary>Removes it; its processes must be gone.</summary>
    public void Remove() => Directory.Delete(folder);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ControlGroup other && other.folder == folder;

    /// <inheritdoc/>
    public override int GetHashCode() => folder.GetHashCode(StringComparison.Ordinal);
}
