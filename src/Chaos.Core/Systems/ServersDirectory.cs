using System.Collections.Frozen;

namespace Chaos;

/// <summary>
/// The folder with server programs for machines where no image registry answers: the one that <c>CHAOS_SERVERS</c> names, else
/// <c>shared/servers</c> beside the checkout. Its file names are read once, when it is found.
/// </summary>
public sealed class ServersDirectory
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "CHAOS_SERVERS";

    private readonly FrozenSet<string> files;

    private ServersDirectory(string? path, IEnumerable<string> files)
    {
        Path = path;
        this.files = files.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>No folder: it contains nothing.</summary>
    public static ServersDirectory None { get; } = new(null, []);

    /// <summary>Where it is; null where there is none.</summary>
    public string? Path { get; }

    /// <summary>Whether a file or folder lies in it.</summary>
    public bool Contains(string file) => files.Contains(file);

    /// <summary>The full path of a file in it; null where it is not there.</summary>
    public string? PathOf(string file) => Contains(file) ? System.IO.Path.Combine(Path!, file) : null;

    /// <summary>Opens a folder.</summary>
    /// <exception cref="UsageException">It is not there.</exception>
    public static ServersDirectory At(string path) => Directory.Exists(path)
        ? new(System.IO.Path.GetFullPath(path), Directory.EnumerateFileSystemEntries(path).Select(file => System.IO.Path.GetFileName(file)))
        : throw new UsageException(
            $"There is no folder '{path}' for server programs. Set {Variable} to the folder that holds them, or unset it.");

    /// <summary>Finds the folder from the environment, else beside the checkout of the working directory or of the program.</summary>
    /// <exception cref="UsageException"><c>CHAOS_SERVERS</c> names a folder that is not there.</exception>
    public static ServersDirectory Find() => Find(
        Environment.GetEnvironmentVariable(Variable), [Directory.GetCurrentDirectory(), AppContext.BaseDirectory]);

    /// <summary>Finds the folder: the given one, else <c>shared/servers</c> next to a starting point or to one of its parents.</summary>
    /// <param name="given">The folder that the user named; null or empty where none was.</param>
    /// <param name="startingPoints">Where the search upwards begins.</param>
    /// <exception cref="UsageException">The given folder is not there.</exception>
    public static ServersDirectory Find(string? given, IEnumerable<string> startingPoints)
    {
        if (!string.IsNullOrEmpty(given)) return At(given);
        var found = startingPoints
            .SelectMany(Upwards)
            .Select(parent => System.IO.Path.Combine(parent, "shared", "servers"))
            .FirstOrDefault(Directory.Exists);
        return found is null ? None : At(found);
    }

    private static IEnumerable<string> Upwards(string start)
    {
        for (var at = Directory.GetParent(System.IO.Path.TrimEndingDirectorySeparator(start)); at is not null; at = at.Parent)
            yield return at.FullName;
    }
}
