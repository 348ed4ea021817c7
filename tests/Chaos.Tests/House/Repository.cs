using System.Runtime.CompilerServices;

namespace Chaos.Tests.House;

/// <summary>The files of this clone, as the house rules see them: without what is built or left by runs.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs =
        [".git", ".vs", ".idea", ".build", "artifacts", "bin", "obj", "chaos-runs", "TestResults", "node_modules"];

    /// <summary>The directory of Chaos.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Paths relative to the root, with slashes, of all files that end in one of the suffixes.</summary>
    public static IReadOnlyList<string> Files(params string[] suffixes) =>
        [.. Walk(Root)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => suffixes.Any(suffix => path.EndsWith(suffix, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)];

    /// <summary>The text of a file, given relative to the root.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Whether a file or directory, given relative to the root, exists.</summary>
    public static bool Exists(string path) => Path.Exists(Path.Combine(Root, path));

    private static IEnumerable<string> Walk(string directory) =>
        Directory.EnumerateFiles(directory).Concat(
            Directory.EnumerateDirectories(directory)
                .Where(child => !NotOurs.Contains(Path.GetFileName(child)))
                .SelectMany(Walk));

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var directory = Path.GetDirectoryName(here);
        while (directory is not null && !File.Exists(Path.Combine(directory, "Directory.Packages.props")))
            directory = Path.GetDirectoryName(directory);
        return directory ?? throw new InvalidOperationException($"No Directory.Packages.props above {here}.");
    }
}
