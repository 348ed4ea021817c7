using System.Formats.Tar;
using System.Text;

namespace Chaos.Clusters;

/// <summary>Builds tar streams for imports, build contexts and uploads.</summary>
internal sealed class ImageTar : IAsyncDisposable
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite
        | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Executable = Readable | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly HashSet<string> directories = new(StringComparer.Ordinal);
    private readonly Stream stream;
    private readonly TarWriter writer;

    /// <summary>Writes to a stream that stays open.</summary>
    public ImageTar(Stream stream)
    {
        this.stream = stream;
        writer = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
    }

    /// <summary>Adds a text file.</summary>
    public Task AddTextAsync(string path, string text, bool executable, CancellationToken cancellationToken) =>
        AddAsync(path, new MemoryStream(Encoding.UTF8.GetBytes(text)), executable, cancellationToken);

    /// <summary>Adds a file and the directories above it.</summary>
    public async Task AddAsync(string path, Stream content, bool executable, CancellationToken cancellationToken)
    {
        var name = path.TrimStart('/');
        await AddParentsAsync(name, cancellationToken);
        await writer.WriteEntryAsync(
            new PaxTarEntry(TarEntryType.RegularFile, name)
            {
                Mode = executable ? Executable : Readable,
                DataStream = content,
            },
            cancellationToken);
    }

    /// <summary>Adds a directory with its mode and the directories above it.</summary>
    public async Task AddDirectoryAsync(string path, UnixFileMode mode, CancellationToken cancellationToken)
    {
        var name = path.Trim('/');
        await AddParentsAsync(name, cancellationToken);
        if (directories.Add(name))
            await writer.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.Directory, name + "/") { Mode = mode }, cancellationToken);
    }

    /// <summary>Adds every regular file of a tar.gz below a directory.</summary>
    public async Task AddArchiveAsync(string archive, string target, CancellationToken cancellationToken)
    {
        await using var packed = File.OpenRead(archive);
        await using var unpacked = new System.IO.Compression.GZipStream(
            packed, System.IO.Compression.CompressionMode.Decompress);
        await using var reader = new TarReader(unpacked);
        while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || entry.DataStream is null)
                continue;
            var content = new MemoryStream();
            await entry.DataStream.CopyToAsync(content, cancellationToken);
            content.Position = 0;
            await AddAsync(
                $"{target.TrimEnd('/')}/{entry.Name.TrimStart('.', '/')}", content,
                (entry.Mode & UnixFileMode.UserExecute) != 0, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        await stream.FlushAsync();
    }

    private async Task AddParentsAsync(string name, CancellationToken cancellationToken)
    {
        for (var slash = name.IndexOf('/'); slash > 0; slash = name.IndexOf('/', slash + 1))
        {
            var directory = name[..slash];
            if (directories.Add(directory))
                await writer.WriteEntryAsync(
                    new PaxTarEntry(TarEntryType.Directory, directory + "/") { Mode = Executable }, cancellationToken);
        }
    }
}
