namespace Chaos.Clusters;

/// <summary>Where the tool runs from a source tree: the tree's root.</summary>
internal static class SourceTree
{
    /// <summary>The file that only the root has.</summary>
    public const string AgentScript = "nemesis/agent/build.sh";

    /// <summary>The directories above the tool and above the current directory that hold the sources.</summary>
    public static IEnumerable<string> Places() =>
        new[] { AppContext.BaseDirectory, Directory.GetCurrentDirectory() }
            .SelectMany(Upwards)
            .Where(directory => File.Exists(Path.Combine(directory, "global.json"))
                && Directory.Exists(Path.Combine(directory, "nemesis", "agent")))
            .Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Upwards(string start)
    {
        for (var at = new DirectoryInfo(start); at is not null; at = at.Parent)
            yield return at.FullName;
    }
}
