namespace Chaos.Clusters;

/// <summary>Images that hold one static program of ours and nothing else, imported as they are.</summary>
internal sealed class ProgramImage(ImageStore store, string architecture)
{
    /// <summary>Imports a program where the engine does not have this very one yet.</summary>
    /// <exception cref="ClusterException">It has not been built.</exception>
    public async Task<ResolvedImage> EnsureAsync(NativeProgram program, string tag, CancellationToken cancellationToken)
    {
        var file = program.Find(architecture) ?? throw new ClusterException(program.Absence(architecture));
        var hash = await ContentHash.OfFileAsync(file, cancellationToken);
        var path = $"/{program.Name}";
        return await store.EnsureImportedAsync(
            tag,
            ContentHash.Of(hash),
            ImageOrigin.BuiltFromFile,
            ["ENTRYPOINT [\"" + path + "\"]"],
            async (stream, token) =>
            {
                await using var tar = new ImageTar(stream);
                await using var content = File.OpenRead(file);
                await tar.AddAsync(path, content, executable: true, token);
            },
            cancellationToken);
    }
}
