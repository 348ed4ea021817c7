using DotNet.Testcontainers.Builders;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chaos.Clusters;

/// <summary>Builds an image from a Dockerfile on the shared base, through Testcontainers.</summary>
internal sealed class ImageBuild(EngineEndpoint endpoint)
{
    /// <summary>Builds.</summary>
    /// <param name="tag">The tag of the image.</param>
    /// <param name="content">The hash of its inputs, kept as a label.</param>
    /// <param name="dockerfile">Its text; takes the base as argument BASE.</param>
    /// <param name="baseImage">The base.</param>
    /// <param name="file">A file that the Dockerfile knows as <c>server.tar.gz</c>, if any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RunAsync(
        string tag, string content, string dockerfile, string baseImage, string? file, CancellationToken cancellationToken)
    {
        var context = Directory.CreateTempSubdirectory("chaos-build-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(context.FullName, "Dockerfile"), dockerfile, cancellationToken);
            if (file is not null)
                File.Copy(file, Path.Combine(context.FullName, "server.tar.gz"));
            await using var image = new ImageFromDockerfileBuilder()
                .WithDockerEndpoint(endpoint)
                .WithLogger(NullLogger.Instance)
                .WithName(tag)
                .WithDockerfileDirectory(context.FullName)
                .WithBuildArgument("BASE", baseImage)
                .WithLabel(ChaosLabels.Content, content)
                .WithCleanUp(false)
                .Build();
            await image.CreateAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException and not ClusterException)
        {
            throw new ClusterException($"The image {tag} could not be built on {baseImage}: {e.Message}", e);
        }
        finally
        {
            context.Delete(recursive: true);
        }
    }
}
