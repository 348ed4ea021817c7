using Docker.DotNet;
using Docker.DotNet.Models;

namespace Chaos.Clusters;

/// <summary>The engine's images: looks them up, imports them, pulls them.</summary>
internal sealed class ImageStore(IDockerClient client, TimeProvider time, IProgress<string>? progress)
{
    /// <summary>A pull of which nothing was heard for so long is given up.</summary>
    private static readonly TimeSpan PullSilence = TimeSpan.FromSeconds(20);

    /// <summary>Where progress is told.</summary>
    public IProgress<string>? Progress => progress;

    /// <summary>Time for waits.</summary>
    public TimeProvider Time => time;

    /// <summary>An image that is here, with its labels; null where it is not.</summary>
    public async Task<(string Id, string? Content)?> FindAsync(string reference, CancellationToken cancellationToken)
    {
        try
        {
            var image = await client.Images.InspectImageAsync(reference, cancellationToken);
            var labels = image.Config?.Labels;
            return (image.ID, labels is not null && labels.TryGetValue(ChaosLabels.Content, out var hash) ? hash : null);
        }
        catch (DockerApiException e) when (EngineErrors.IsGone(e))
        {
            return null;
        }
    }

    /// <summary>Has an image made under a tag by one process at a time, unless it is here with the same content.</summary>
    public async Task<ResolvedImage> EnsureAsync(
        string tag, string content, ImageOrigin origin, Func<CancellationToken, Task> makeAsync,
        CancellationToken cancellationToken)
    {
        if (await FindAsync(tag, cancellationToken) is { } found && found.Content == content)
            return new ResolvedImage(tag, found.Id, origin);
        using var held = await BuildLock.TakeAsync(tag, time, progress, cancellationToken);
        if (await FindAsync(tag, cancellationToken) is { } meanwhile && meanwhile.Content == content)
            return new ResolvedImage(tag, meanwhile.Id, origin);
        await makeAsync(cancellationToken);
        var (id, _) = await FindAsync(tag, cancellationToken)
            ?? throw new ClusterException($"The engine took the image {tag} and does not have it now. Is its disk full? Try chaos doctor.");
        return new ResolvedImage(tag, id, origin);
    }

    /// <summary>Imports a root file system as an image, unless it is here with the same content.</summary>
    public Task<ResolvedImage> EnsureImportedAsync(
        string tag, string content, ImageOrigin origin, IReadOnlyList<string> changes,
        Func<Stream, CancellationToken, Task> writeRootAsync, CancellationToken cancellationToken) =>
        EnsureAsync(
            tag, content, origin, token => ImportAsync(tag, content, changes, writeRootAsync, token), cancellationToken);

    /// <summary>Pulls an image; null on success, else why not.</summary>
    public async Task<string?> WhyNotPulledAsync(string reference, CancellationToken cancellationToken)
    {
        progress?.Report($"pulling {reference}");
        var messages = new ImageMessages(time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pull = client.Images.CreateImageAsync(
            new ImagesCreateParameters { FromImage = reference }, null, messages, patience.Token);
        try
        {
            while (await Task.WhenAny(pull, Task.Delay(TimeSpan.FromMilliseconds(200), time, cancellationToken)) != pull)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (messages.Silence > PullSilence)
                    await patience.CancelAsync();
            }

            await pull;
            messages.ThrowOnError("The pull");
            return await FindAsync(reference, cancellationToken) is null ? "the pull ended without the image" : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"the registry sent nothing for {PullSilence.TotalSeconds:0} s";
        }
        catch (Exception e) when (e is DockerApiException or ClusterException or HttpRequestException)
        {
            return e.Message;
        }
    }

    /// <summary>Imports a root file system under a tag.</summary>
    public async Task ImportAsync(
        string tag, string content, IReadOnlyList<string> changes,
        Func<Stream, CancellationToken, Task> writeRootAsync, CancellationToken cancellationToken)
    {
        var path = Path.GetTempFileName();
        await using var root = new FileStream(
            path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        await writeRootAsync(root, cancellationToken);
        root.Position = 0;
        var colon = tag.LastIndexOf(':');
        var messages = new ImageMessages(time);
        await client.Images.CreateImageAsync(
            new ImagesCreateParameters
            {
                FromSrc = "-",
                Repo = tag[..colon],
                Tag = tag[(colon + 1)..],
                Changes = [.. changes, $"LABEL {ChaosLabels.Content}={content}"],
            },
            root, null, messages, cancellationToken);
        messages.ThrowOnError($"The import of the image {tag}");
    }
}
