using System.Formats.Tar;
using System.Text.Json;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Chaos.Clusters;

/// <summary>Writes what remains of a node: <c>server.log</c>, <c>agent.log</c>, <c>config/</c>, <c>container.json</c> with its exit status.</summary>
internal sealed class NodeCollector(IDockerClient client, RunClock clock)
{
    private const long FileLimitBytes = 10 << 20;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes it below <c>directory/NODE/</c>. What cannot be had is named in <c>missing.txt</c>.</summary>
    public async Task CollectAsync(Pod pod, string directory, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(directory, pod.Name);
        Directory.CreateDirectory(folder);
        var missing = new List<string>();
        await TryAsync(missing, "server.log", () =>
            new NodeLog(client, pod, clock).WriteToAsync(Path.Combine(folder, "server.log"), cancellationToken));
        if (pod.NodeContainer.Length > 0)
        {
            await TryAsync(missing, "container.json", () => WriteInspectionAsync(pod, folder, cancellationToken));
            foreach (var path in pod.Launch.Files.Keys)
                await TryAsync(missing, path, () => CopyFileAsync(pod, path, folder, cancellationToken));
        }

        if (pod.Agent.Diagnostics is { Length: > 0 } words)
            await File.WriteAllTextAsync(Path.Combine(folder, "agent.log"), words, cancellationToken);
        if (missing.Count > 0)
            await File.WriteAllLinesAsync(Path.Combine(folder, "missing.txt"), missing, cancellationToken);
    }

    private static async Task TryAsync(List<string> missing, string what, Func<Task> writeAsync)
    {
        try
        {
            await writeAsync();
        }
        // The engine may end an archive early; the other files are worth having all the same.
        catch (Exception e) when (EngineErrors.IsOfEngine(e) || e is EndOfStreamException)
        {
            missing.Add($"{what}: {e.Message.Trim()}");
        }
    }

    private async Task WriteInspectionAsync(Pod pod, string folder, CancellationToken cancellationToken)
    {
        var container = await client.Containers.InspectContainerAsync(pod.NodeContainer, cancellationToken);
        var summary = new
        {
            node = pod.Name,
            image = pod.Image.Reference,
            imageId = pod.Image.Id,
            arguments = pod.Launch.Arguments,
            environment = pod.Launch.Environment,
            address = pod.Address.ToString(),
            starts = pod.Starts,
            state = container.State,
            restartCount = container.RestartCount,
            created = container.Created,
        };
        await File.WriteAllTextAsync(
            Path.Combine(folder, "container.json"), JsonSerializer.Serialize(summary, Indented), cancellationToken);
    }

    // As it is now: some systems rewrite their configuration.
    private async Task CopyFileAsync(Pod pod, string path, string folder, CancellationToken cancellationToken)
    {
        var archive = await client.Containers.GetArchiveFromContainerAsync(
            pod.NodeContainer, new ContainerPathStatParameters { Path = path }, false, cancellationToken);
        await using var stream = archive.Stream ?? Stream.Null;
        await using var reader = new TarReader(stream);
        while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            if (entry.DataStream is null || entry.Length > FileLimitBytes)
                continue;
            var target = Path.Combine(folder, "config", path.TrimStart('/').Replace('/', '_'));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await using var file = File.Create(target);
            await entry.DataStream.CopyToAsync(file, cancellationToken);
        }
    }
}
