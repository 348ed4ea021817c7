using System.Formats.Tar;
using System.IO.Compression;

namespace Chaos.Clusters;

/// <summary>The folder with server programs that Debian does not package: <c>CHAOS_SERVERS</c>, else <c>../shared/servers</c>.</summary>
internal static class ServerFiles
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = ServersDirectory.Variable;

    /// <summary>The full path of a file of the folder; null where it is not there.</summary>
    public static string? Find(string? name) => name is null ? null : ServersDirectory.Find().PathOf(name);

    /// <summary>The SHA-256 of a file, or of the names and contents of all files below a folder.</summary>
    public static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path))
            return await ContentHash.OfFileAsync(path, cancellationToken);
        var parts = new List<string>();
        foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            parts.Add(Path.GetRelativePath(path, file));
            parts.Add(await ContentHash.OfFileAsync(file, cancellationToken));
        }

        return ContentHash.Of([.. parts]);
    }

    /// <summary>Whether every program in a tar.gz runs without shared libraries, so that its image needs no base.</summary>
    public static async Task<bool> IsStaticAsync(string archive, CancellationToken cancellationToken)
    {
        await using var packed = File.OpenRead(archive);
        await using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        await using var reader = new TarReader(unpacked);
        while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            if (entry.DataStream is null || (entry.Mode & UnixFileMode.UserExecute) == 0)
                continue;
            var head = new byte[4096];
            var read = await entry.DataStream.ReadAtLeastAsync(head, head.Length, false, cancellationToken);
            if (!IsStaticElf(head.AsSpan(0, read)))
                return false;
        }

        return true;
    }

    // ELF-64, little endian: no program header of type PT_INTERP (3) means that the kernel needs no loader.
    private static bool IsStaticElf(ReadOnlySpan<byte> head)
    {
        if (head.Length < 64 || !head.StartsWith("\u007fELF"u8) || head[4] != 2 || head[5] != 1)
            return false;
        var offset = BitConverter.ToInt64(head[32..]);
        var size = BitConverter.ToUInt16(head[54..]);
        var count = BitConverter.ToUInt16(head[56..]);
        for (var i = 0; i < count; i++)
        {
            var at = offset + (i * size);
            if (at < 0 || at + 4 > head.Length || BitConverter.ToInt32(head[(int)at..]) == 3)
                return false;
        }

        return true;
    }
}
