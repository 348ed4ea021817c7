using System.Formats.Tar;
using System.IO.Compression;

namespace Chaos.Clusters;

/// <summary>A file of the servers folder as a tar.gz; a folder is packed into a temporary one, which disposing removes.</summary>
internal sealed class PackedFile : IDisposable
{
    private readonly bool isTemporary;

    private PackedFile(string path, bool isTemporary)
    {
        Path = path;
        this.isTemporary = isTemporary;
    }

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>Packs a folder; a file is taken as it is.</summary>
    public static async Task<PackedFile> OfAsync(string path, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path)) return new(path, false);
        var packed = new PackedFile(System.IO.Path.GetTempFileName(), true);
        try
        {
            await using var file = File.Create(packed.Path);
            await using var zip = new GZipStream(file, CompressionLevel.Fastest);
            await TarFile.CreateFromDirectoryAsync(path, zip, includeBaseDirectory: false, cancellationToken);
            return packed;
        }
        catch
        {
            packed.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isTemporary) File.Delete(Path);
    }
}
