using Docker.DotNet;

namespace Chaos.Clusters;

/// <summary>
/// Gets a recipe's image into the engine: the official one if it is here, else pulled where its registry answers, else built here with
/// the same layout.
/// </summary>
internal sealed class ImageResolver(IDockerClient client, EngineInformation engine, ImageStore store)
{
    // 1777: everybody may write, nobody removes what is another's.
    private const UnixFileMode WorldWritable = (UnixFileMode)0x3ff;

    private readonly RegistryProbe registry = new();

    /// <summary>The image of a recipe.</summary>
    /// <exception cref="ClusterException">It can neither be had nor built; the message says which image to pull.</exception>
    public async Task<ResolvedImage> ResolveAsync(ImageRecipe recipe, CancellationToken cancellationToken)
    {
        if (recipe.Program is { } program)
            return await new ProgramImage(store, engine.Architecture).EnsureAsync(NativeProgram.Of(program), recipe.LocalTag, cancellationToken);
        // Without an official image a build is looked after as any other, so that a changed recipe is built anew.
        if (recipe.Reference == recipe.LocalTag && recipe.DebianDockerfile is { } only)
            return await FromDebianAsync(recipe, only, cancellationToken);
        if (await store.FindAsync(recipe.Reference, cancellationToken) is { } official)
            return new ResolvedImage(recipe.Reference, official.Id, ImageOrigin.Local);
        var whyNot = await WhyNotPulledAsync(recipe.Reference, cancellationToken);
        if (whyNot is null && await store.FindAsync(recipe.Reference, cancellationToken) is { } pulled)
            return new ResolvedImage(recipe.Reference, pulled.Id, ImageOrigin.Pulled);
        if (ServerFiles.Find(recipe.ServerFile) is { } file)
            return await FromFileAsync(recipe, file, cancellationToken);
        if (recipe.DebianDockerfile is { } dockerfile)
            return await FromDebianAsync(recipe, dockerfile, cancellationToken);
        if (await store.FindAsync(recipe.LocalTag, cancellationToken) is { } earlier)
            return new ResolvedImage(recipe.LocalTag, earlier.Id, ImageOrigin.BuiltFromFile);
        throw new ClusterException(
            $"The image {recipe.Reference} is not on this machine and cannot be pulled ({whyNot}), and there is nothing to build it "
            + $"from. Pull it where a registry answers (docker pull {recipe.Reference})"
            + (recipe.ServerFile is null ? "." : $", or put {recipe.ServerFile} into the folder that {ServerFiles.Variable} names."));
    }

    private async Task<string?> WhyNotPulledAsync(string reference, CancellationToken cancellationToken)
    {
        // Behind a proxy of the engine's own our look says nothing about what the engine reaches.
        if (!engine.HasProxy && await registry.WhyUnreachableAsync(reference, cancellationToken) is { } silent)
            return silent;
        var whyNot = await store.WhyNotPulledAsync(reference, cancellationToken);
        if (whyNot is not null)
        {
            store.Progress?.Report($"{reference} could not be pulled ({whyNot}); building it here");
            registry.Fail(reference, whyNot);
        }

        return whyNot;
    }

    private async Task<ResolvedImage> FromFileAsync(ImageRecipe recipe, string file, CancellationToken cancellationToken)
    {
        if (recipe.ServerDockerfile is { } dockerfile)
            return await FromFileAsync(recipe, file, dockerfile, cancellationToken);
        var content = ContentHash.Of(
            await ContentHash.OfFileAsync(file, cancellationToken), recipe.ServerFileTarget, recipe.DebianSuite);
        return await store.EnsureAsync(
            recipe.LocalTag, content, ImageOrigin.BuiltFromFile,
            async token =>
            {
                store.Progress?.Report($"building the image {recipe.LocalTag} from {Path.GetFileName(file)}");
                if (await ServerFiles.IsStaticAsync(file, token))
                    await ImportFileAsync(recipe, file, content, token);
                else
                    await BuildOnBaseAsync(recipe, content, FileDockerfile(recipe), file, token);
            },
            cancellationToken);
    }

    // With a build of its own: a folder is packed for it.
    private async Task<ResolvedImage> FromFileAsync(
        ImageRecipe recipe, string file, string dockerfile, CancellationToken cancellationToken)
    {
        var content = ContentHash.Of(await ServerFiles.HashAsync(file, cancellationToken), dockerfile, recipe.DebianSuite);
        return await store.EnsureAsync(
            recipe.LocalTag, content, ImageOrigin.BuiltFromFile,
            async token =>
            {
                store.Progress?.Report($"building the image {recipe.LocalTag} from {Path.GetFileName(file)}");
                using var packed = await PackedFile.OfAsync(file, token);
                await BuildOnBaseAsync(recipe, content, dockerfile, packed.Path, token);
            },
            cancellationToken);
    }

    private Task ImportFileAsync(ImageRecipe recipe, string file, string content, CancellationToken cancellationToken) =>
        store.ImportAsync(
            recipe.LocalTag, content, ["ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
            async (stream, token) =>
            {
                await using var tar = new ImageTar(stream);
                await tar.AddArchiveAsync(file, recipe.ServerFileTarget, token);
                await tar.AddDirectoryAsync("/tmp", WorldWritable, token);
            },
            cancellationToken);

    private Task<ResolvedImage> FromDebianAsync(ImageRecipe recipe, string dockerfile, CancellationToken cancellationToken)
    {
        var content = ContentHash.Of(dockerfile, recipe.DebianSuite);
        return store.EnsureAsync(
            recipe.LocalTag, content, ImageOrigin.BuiltFromDebian,
            token => BuildOnBaseAsync(recipe, content, dockerfile, null, token),
            cancellationToken);
    }

    private static string FileDockerfile(ImageRecipe recipe) => $"""
        ARG BASE
        FROM ${"{BASE}"}
        ADD server.tar.gz {recipe.ServerFileTarget}/
        """;

    private async Task BuildOnBaseAsync(
        ImageRecipe recipe, string content, string dockerfile, string? file, CancellationToken cancellationToken)
    {
        var root = await new DebianBase(store).EnsureAsync(recipe.DebianSuite, cancellationToken);
        store.Progress?.Report($"building the image {recipe.LocalTag} on Debian {recipe.DebianSuite}");
        var builder = new ImageBuild(new EngineEndpoint(client, engine.ApiVersion));
        await builder.RunAsync(recipe.LocalTag, content, dockerfile, root.Reference, file, cancellationToken);
    }
}
