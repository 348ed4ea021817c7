namespace Chaos.Clusters;

/// <summary>
/// The loop devices of this machine that are disks of nodes. Each detaches itself when its agent is gone and the engine has unmounted it:
/// nothing has to be removed, and what stays is in use by somebody else.
/// </summary>
internal static class LoopDevices
{
    private const string Folder = "/chaos-disks/";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>The devices, and for each its disk's name, which begins with the run's id.</summary>
    public static IReadOnlyDictionary<string, string> List()
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!Directory.Exists("/sys/block"))
            return found;
        foreach (var block in Directory.EnumerateDirectories("/sys/block", "loop*"))
        {
            if (TryRead(Path.Combine(block, "loop", "backing_file")) is { } file
                && file.IndexOf(Folder, StringComparison.Ordinal) is var at and >= 0)
                found[$"/dev/{Path.GetFileName(block)}"] = file[(at + Folder.Length)..].Trim();
        }

        return found;
    }

    /// <summary>Waits some seconds for these to go; answers with those that did not.</summary>
    public static async Task<IReadOnlyList<string>> AwaitGoneAsync(
        IReadOnlyDictionary<string, string> devices, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var began = time.GetTimestamp(); ;)
        {
            var left = List().Where(device => devices.TryGetValue(device.Key, out var name) && Same(name, device.Value))
                .Select(device => device.Key).ToList();
            if (left.Count == 0 || time.GetElapsedTime(began) > Patience)
                return left;
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    // The kernel adds a word to the name of a file that was removed.
    private static bool Same(string before, string now) => now.StartsWith(before.Split(' ')[0], StringComparison.Ordinal);

    private static string? TryRead(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (IOException)
        {
            // Detached between the two.
            return null;
        }
    }
}
