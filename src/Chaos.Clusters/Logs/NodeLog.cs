using System.Runtime.CompilerServices;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Chaos.Clusters;

/// <summary>
/// A node's log over all its lives: the engine keeps one log for a container, whatever its restarts; a node that joined as a new member
/// has another container since.
/// </summary>
internal sealed class NodeLog(IDockerClient client, Pod pod, RunClock clock)
{
    /// <summary>
    /// The lines from the beginning. The engine's stream ends with each life of the node; the next one is read from the beginning again
    /// and what was seen is skipped by count, which is exact where timestamps are not.
    /// </summary>
    public async IAsyncEnumerable<NodeLogLine> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long seen = 0;
        var container = string.Empty;
        await pod.WaitForStartAfterAsync(0, cancellationToken); // a spare node may start later, or never
        while (true)
        {
            var starts = pod.Starts;
            if (container != pod.NodeContainer) seen = 0;
            container = pod.NodeContainer;
            // The stream may end before the last lines of a life came through: read once more without following.
            foreach (var follow in new[] { true, false })
            {
                long at = 0;
                await foreach (var line in ReadAsync(container, follow, cancellationToken))
                {
                    if (++at <= seen)
                        continue;
                    seen = at;
                    yield return new NodeLogLine(pod.Name, clock.NowNs, line);
                }
            }

            await pod.WaitForStartAfterAsync(starts, cancellationToken);
        }
    }

    /// <summary>Writes the whole log to a file; nothing for a node that never started.</summary>
    public async Task WriteToAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new StreamWriter(path);
        foreach (var container in pod.FormerContainers.Append(pod.NodeContainer).Where(container => container.Length > 0))
        {
            await foreach (var line in ReadAsync(container, follow: false, cancellationToken))
                await file.WriteLineAsync(line.AsMemory(), cancellationToken);
        }
    }

    private async IAsyncEnumerable<string> ReadAsync(
        string container, bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stream = await EngineErrors.SayAsync(
            $"give the log of {pod.Name}",
            () => client.Containers.GetContainerLogsAsync(
                container,
                new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Follow = follow },
                cancellationToken));
        var output = new LineSplitter();
        var errors = new LineSplitter();
        var buffer = new byte[1 << 16];
        while (true)
        {
            var read = await stream.ReadOutputAsync(buffer, 0, buffer.Length, cancellationToken);
            if (read.EOF)
                break;
            var source = read.Target == MultiplexedStream.TargetStream.StandardError ? errors : output;
            foreach (var line in source.Add(buffer.AsSpan(0, read.Count)))
                yield return line;
        }

        // A last line without its end is a line only where no more of it can come.
        if (follow)
            yield break;
        foreach (var source in new[] { output, errors })
        {
            if (source.End() is { } last)
                yield return last;
        }
    }
}
