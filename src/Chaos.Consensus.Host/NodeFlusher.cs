using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;

namespace Chaos.Consensus.Host;

/// <summary>Flushes files on a thread of its own, one flush after the other.</summary>
/// <param name="completed">Told the number of each flush that is complete.</param>
/// <param name="refused">Told why a flush was refused: nothing is flushed after that.</param>
internal sealed class NodeFlusher(Action<long> completed, Action<string> refused) : IDisposable
{
    private readonly BlockingCollection<Job> jobs = [];
    private Thread? thread;

    public void Start()
    {
        thread = new Thread(Work) { IsBackground = true, Name = "flush" };
        thread.Start();
    }

    /// <summary>Flushes these files, and the names in a directory where one is given.</summary>
    public void Add(long flush, IReadOnlyList<SafeFileHandle> files, string? directory) => jobs.Add(new(flush, files, directory, null));

    /// <summary>Closes a file once the flushes that were asked for are complete.</summary>
    public void CloseAfterFlushes(SafeFileHandle file) => jobs.Add(new(0, [], null, file));

    public void Dispose()
    {
        jobs.CompleteAdding();
        thread?.Join();
        jobs.Dispose();
    }

    private void Work()
    {
        foreach (var job in jobs.GetConsumingEnumerable())
        {
            job.Close?.Dispose();
            if (job.Flush == 0) continue;
            foreach (var file in job.Files)
            {
                if (Libc.WhyNotFlushed(file) is { } error)
                {
                    refused($"fsync: {error}");
                    return;
                }
            }

            if (job.Directory is { } directory && Libc.WhyNotFlushed(directory) is { } failure)
            {
                refused($"fsync of {directory}: {failure}");
                return;
            }

            completed(job.Flush);
        }
    }

    private sealed record Job(long Flush, IReadOnlyList<SafeFileHandle> Files, string? Directory, SafeFileHandle? Close);
}
