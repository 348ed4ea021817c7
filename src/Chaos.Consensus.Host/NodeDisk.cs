using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Chaos.Consensus.Host;

/// <summary>
/// The files of a program in a directory. Writes are done where they are asked for, so that they survive the end of the process; a flush
/// is left to a thread of its own. A replacement is written beside the old file, flushed, and renamed over it.
/// </summary>
internal sealed class NodeDisk : IDisposable
{
    private const int Files = 8;
    private const string NewSuffix = ".new";
    private readonly string directory;
    private readonly SafeFileHandle?[] handles = new SafeFileHandle?[Files];
    private readonly long[] lengths = new long[Files];
    private readonly bool[] dirty = new bool[Files];
    private readonly NodeFlusher flusher;
    private bool isDirectoryDirty = true;
    private long flushes;

    /// <summary>Opens the directory, and makes it where it is not there.</summary>
    /// <exception cref="DiskRefusedException">It can be neither.</exception>
    public NodeDisk(string directory, NodeFlusher flusher)
    {
        this.directory = directory;
        this.flusher = flusher;
        Guard("open", () =>
        {
            Directory.CreateDirectory(directory);
            for (var file = 0; file < Files; file++)
            {
                File.Delete(PathOf(file) + NewSuffix);
                if (File.Exists(PathOf(file))) Open(file);
            }
        });
        // The name of the directory itself has to survive as well.
        if (Path.GetDirectoryName(Path.GetFullPath(directory)) is { } above && Libc.WhyNotFlushed(above) is { } error)
            throw new DiskRefusedException($"fsync of {above}: {error}");
    }

    public ReadOnlySpan<byte> Read(int file)
    {
        if (handles[file] is not { } handle) return [];
        var content = new byte[lengths[file]];
        Guard("read", () =>
        {
            for (var at = 0; at < content.Length;)
            {
                var read = RandomAccess.Read(handle, content.AsSpan(at), at);
                if (read == 0) throw new EndOfStreamException($"{PathOf(file)} is shorter than it was.");
                at += read;
            }
        });
        return content;
    }

    public void Append(int file, ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(handles[file] ?? Open(file), bytes, lengths[file]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DiskRefusedException($"write: {e.Message}", e);
        }

        lengths[file] += bytes.Length;
        dirty[file] = true;
    }

    public void Replace(int file, ReadOnlySpan<byte> bytes)
    {
        var path = PathOf(file);
        try
        {
            var next = File.OpenHandle(path + NewSuffix, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.Write(next, bytes, 0);
            // Else a loss of power could leave the new name with nothing behind it.
            if (Libc.WhyNotFlushed(next) is { } error) throw new DiskRefusedException($"fsync: {error}");
            File.Move(path + NewSuffix, path, overwrite: true);
            if (handles[file] is { } old) flusher.CloseAfterFlushes(old);
            handles[file] = next;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DiskRefusedException($"write: {e.Message}", e);
        }

        lengths[file] = bytes.Length;
        dirty[file] = false;
        isDirectoryDirty = true;
    }

    /// <summary>Asks for a flush of all that was written; the flusher tells when.</summary>
    public long Flush()
    {
        var files = new List<SafeFileHandle>();
        for (var file = 0; file < Files; file++)
        {
            if (dirty[file] && handles[file] is { } handle) files.Add(handle);
            dirty[file] = false;
        }

        flusher.Add(++flushes, files, isDirectoryDirty ? directory : null);
        isDirectoryDirty = false;
        return flushes;
    }

    public void Dispose()
    {
        foreach (var handle in handles) handle?.Dispose();
    }

    private SafeFileHandle Open(int file)
    {
        var handle = File.OpenHandle(PathOf(file), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        handles[file] = handle;
        lengths[file] = RandomAccess.GetLength(handle);
        // Whether an earlier life flushed it, nobody knows.
        dirty[file] = isDirectoryDirty = true;
        return handle;
    }

    private string PathOf(int file) => Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"file-{file}"));

    private static void Guard(string call, Action act)
    {
        try
        {
            act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DiskRefusedException($"{call}: {e.Message}", e);
        }
    }
}
