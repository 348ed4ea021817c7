using System.IO.Enumeration;
using System.Runtime.InteropServices;

namespace Chaos.Agent;

/// <summary>The files of a data directory: listed, damaged, emptied, copied.</summary>
internal static class DataFiles
{
    /// <summary>All below a directory, without following links.</summary>
    public static EnumerationOptions Everything { get; } = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = true,
    };

    private static readonly EnumerationOptions Level = new() { AttributesToSkip = 0 };

    /// <summary>The regular files below the root whose name or path matches, in the order of their paths.</summary>
    public static IReadOnlyList<DataFile> List(string root, string pattern) =>
    [
        .. new DirectoryInfo(root).EnumerateFiles("*", Everything)
            .Where(file => !IsOurs(file.Name) && FileStatus.TryOf(file.FullName)?.IsRegular is true)
            .Select(file => new DataFile(Path.GetRelativePath(root, file.FullName), file.Length))
            .Where(file => Matches(pattern, file.Path))
            .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];

    /// <summary>Whether a path below the data directory is meant by a pattern of names or paths.</summary>
    public static bool Matches(string pattern, string path) =>
        FileSystemName.MatchesSimpleExpression(pattern, path, ignoreCase: false)
        || (!pattern.Contains('/', StringComparison.Ordinal)
            && FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(path), ignoreCase: false));

    /// <summary>Flips bits of a file, then cuts it to a length, and flushes it.</summary>
    public static void Damage(string root, string path, IReadOnlyList<BitPlace> flips, long? length)
    {
        var full = Path.GetFullPath(path, root);
        if (!full.StartsWith(root + '/', StringComparison.Ordinal) || FileStatus.TryOf(full)?.IsRegular is not true)
            throw new AgentException($"There is no file '{path}' in the data directory.");
        using var file = new FileStream(full, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        foreach (var flip in flips)
        {
            file.Position = flip.Offset;
            var old = file.ReadByte();
            if (old < 0)
                throw new AgentException($"'{path}' has {file.Length} bytes: there is none at {flip.Offset}.");
            file.Position = flip.Offset;
            file.WriteByte((byte)(old ^ (1 << flip.Bit)));
        }

        if (length is { } shorter)
            file.SetLength(shorter);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Removes everything in the data directory; answers with the bytes that were in its files.</summary>
    public static long Empty(string root)
    {
        var bytes = new DirectoryInfo(root).EnumerateFiles("*", Everything).Sum(file => file.Length);
        foreach (var entry in new DirectoryInfo(root).EnumerateFileSystemInfos("*", Level))
        {
            if (entry is DirectoryInfo { LinkTarget: null } directory)
                directory.Delete(recursive: true);
            else
                entry.Delete();
        }

        return bytes;
    }

    /// <summary>Copies a tree with owners and modes into a directory that is there; answers with the bytes of its files.</summary>
    public static long Copy(string from, string to)
    {
        var bytes = 0L;
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos("*", Level).Where(entry => !IsOurs(entry.Name)))
        {
            var target = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is { } link)
            {
                File.CreateSymbolicLink(target, link);
            }
            else if (entry is DirectoryInfo directory)
            {
                Directory.CreateDirectory(target);
                bytes += Copy(directory.FullName, target);
            }
            else if (FileStatus.TryOf(entry.FullName)?.IsRegular is true)
            {
                File.Copy(entry.FullName, target);
                bytes += ((FileInfo)entry).Length;
            }
            else
            {
                // A socket or a pipe: programs make it anew.
                continue;
            }

            TakeOver(entry.FullName, target);
        }

        return bytes;
    }

    /// <summary>Gives a copy the owner and the mode of its original.</summary>
    public static void TakeOver(string from, string to)
    {
        if (FileStatus.TryOf(from) is not { } status)
            return;
        if (Libc.ChangeOwner(to, status.Owner, status.Group) < 0)
            throw new AgentException($"Giving {to} its owner", Marshal.GetLastPInvokeError(), "The agent needs the capability CHOWN.");
        if (!status.IsLink && Libc.ChangeMode(to, status.Mode & 0xFFFu) < 0)
            throw new AgentException($"Giving {to} its mode", Marshal.GetLastPInvokeError(), "The agent needs the capability FOWNER.");
    }

    private static bool IsOurs(string name) => name.StartsWith(".chaos-", StringComparison.Ordinal);
}
