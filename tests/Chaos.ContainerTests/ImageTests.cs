using System.IO.Compression;
using Chaos.Clusters;
using Docker.DotNet.Models;
using Xunit;

namespace Chaos.ContainerTests;

public sealed class ImageTests
{
    private readonly CancellationToken cancellationToken = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_that_build_the_same_image_at_once_get_the_same_one()
    {
        using var engine = await Engines.RequireAsync();
        var tag = $"chaos/test-image:{Environment.ProcessId}";
        var builds = 0;
        Task<ResolvedImage> EnsureAsync() => StoreOf(engine).EnsureImportedAsync(
            tag, "content-1", ImageOrigin.BuiltFromFile, ["CMD [\"/hello\"]"],
            async (stream, token) =>
            {
                Interlocked.Increment(ref builds);
                await using var tar = new ImageTar(stream);
                await tar.AddTextAsync("/hello", "hello", executable: true, token);
            },
            cancellationToken);

        var images = await Task.WhenAll(EnsureAsync(), EnsureAsync(), EnsureAsync());
        await engine.Client.Images.DeleteImageAsync(tag, new ImageDeleteParameters { Force = true }, cancellationToken);

        Assert.Equal(1, builds);
        Assert.Single(images.Distinct());
    }

    [Fact]
    public async Task An_image_is_built_on_the_shared_base_from_Debian_packages()
    {
        using var engine = await Engines.RequireAsync();
        var recipe = new ImageRecipe
        {
            Reference = "registry.invalid/chaos/hello:1",
            LocalTag = $"chaos/test-hello:{Environment.ProcessId}",
            DebianDockerfile = "ARG BASE\nFROM ${BASE}\nRUN pkg hello && hello\n",
        };

        var image = await ResolverOf(engine).ResolveAsync(recipe, cancellationToken);
        var again = await ResolverOf(engine).ResolveAsync(recipe, cancellationToken);
        await engine.Client.Images.DeleteImageAsync(
            recipe.LocalTag, new ImageDeleteParameters { Force = true }, cancellationToken);

        Assert.Equal(ImageOrigin.BuiltFromDebian, image.Origin);
        Assert.Equal(image, again);
    }

    [Fact]
    public async Task A_server_file_with_programs_that_need_libraries_is_put_on_the_shared_base()
    {
        using var engine = await Engines.RequireAsync();
        var folder = Directory.CreateTempSubdirectory("chaos-test-");
        await PackAsync(Path.Combine(folder.FullName, "script-1.tar.gz"), "script", "#!/bin/sh\necho hello\n");
        var recipe = new ImageRecipe
        {
            Reference = "registry.invalid/chaos/script:1",
            LocalTag = $"chaos/test-script:{Environment.ProcessId}",
            ServerFile = "script-1.tar.gz",
            ServerFileTarget = "/opt/script",
        };
        var before = Environment.GetEnvironmentVariable(ServerFiles.Variable);
        Environment.SetEnvironmentVariable(ServerFiles.Variable, folder.FullName);
        try
        {
            var image = await ResolverOf(engine).ResolveAsync(recipe, cancellationToken);
            Assert.Equal(ImageOrigin.BuiltFromFile, image.Origin);
            Assert.Equal("hello\n", await RunAsync(engine, image, "/opt/script/script"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(ServerFiles.Variable, before);
            folder.Delete(recursive: true);
            await engine.Client.Images.DeleteImageAsync(
                recipe.LocalTag, new ImageDeleteParameters { Force = true }, cancellationToken);
        }
    }

    [Fact]
    public async Task An_image_that_can_neither_be_pulled_nor_built_is_named_with_what_to_do()
    {
        using var engine = await Engines.RequireAsync();
        var recipe = new ImageRecipe
        {
            Reference = "registry.invalid/chaos/nothing:1",
            LocalTag = "chaos/test-nothing:1",
            ServerFile = "nothing-1.tar.gz",
        };

        var e = await Assert.ThrowsAsync<ClusterException>(() => ResolverOf(engine).ResolveAsync(recipe, cancellationToken));

        Assert.Contains("docker pull registry.invalid/chaos/nothing:1", e.Message, StringComparison.Ordinal);
        Assert.Contains("nothing-1.tar.gz", e.Message, StringComparison.Ordinal);
        Assert.Contains("CHAOS_SERVERS", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_whose_content_changed_is_built_again_and_clean_removes_the_old_one()
    {
        using var engine = await Engines.RequireAsync();
        var tag = $"chaos/test-replaced:{Environment.ProcessId}";
        Task<ResolvedImage> EnsureAsync(string content) => StoreOf(engine).EnsureImportedAsync(
            tag, content, ImageOrigin.BuiltFromFile, [],
            async (stream, token) =>
            {
                await using var tar = new ImageTar(stream);
                await tar.AddTextAsync("/content", content, executable: false, token);
            },
            cancellationToken);

        var old = await EnsureAsync("old");
        var replaced = await EnsureAsync("new");
        var report = await engine.CleanAsync(cancellationToken);
        var oldIsThere = await StoreOf(engine).FindAsync(old.Id, cancellationToken) is not null;
        await engine.Client.Images.DeleteImageAsync(tag, new ImageDeleteParameters { Force = true }, cancellationToken);

        Assert.NotEqual(old.Id, replaced.Id);
        Assert.InRange(report.Images, 1, int.MaxValue);
        Assert.False(oldIsThere);
    }

    private async Task PackAsync(string archive, string name, string text)
    {
        await using var file = File.Create(archive);
        await using var packed = new GZipStream(file, CompressionLevel.Fastest);
        await using var tar = new ImageTar(packed);
        await tar.AddTextAsync(name, text, executable: true, cancellationToken);
    }

    private async Task<string> RunAsync(DockerEngine engine, ResolvedImage image, string program)
    {
        var containers = engine.Client.Containers;
        var container = await containers.CreateContainerAsync(
            new CreateContainerParameters { Image = image.Id, Cmd = [program], Labels = ChaosLabels.Of(Engines.RunId("script")) },
            cancellationToken);
        await containers.StartContainerAsync(container.ID, new ContainerStartParameters(), cancellationToken);
        await containers.WaitContainerAsync(container.ID, cancellationToken);
        using var log = await containers.GetContainerLogsAsync(
            container.ID, new ContainerLogsParameters { ShowStdout = true }, cancellationToken);
        var (output, _) = await log.ReadOutputToEndAsync(cancellationToken);
        await containers.RemoveContainerAsync(container.ID, new ContainerRemoveParameters { Force = true }, cancellationToken);
        return output;
    }

    private static ImageStore StoreOf(DockerEngine engine) => new(engine.Client, TimeProvider.System, null);

    private static ImageResolver ResolverOf(DockerEngine engine) => new(engine.Client, engine.Information, StoreOf(engine));
}
