using Docker.DotNet.Models;

namespace Chaos.Clusters;

/// <summary>Reads the engine's messages while it pulls, imports or builds: the last error wins, the last lines explain it.</summary>
internal sealed class ImageMessages : IProgress<JSONMessage>
{
    private const int KeptLines = 12;
    private readonly Lock gate = new();
    private readonly Queue<string> lines = new();
    private readonly TimeProvider time;
    private string? error;
    private long lastAt;

    /// <summary>Starts to listen.</summary>
    public ImageMessages(TimeProvider time)
    {
        this.time = time;
        lastAt = time.GetTimestamp();
    }

    /// <summary>How long the engine has said nothing.</summary>
    public TimeSpan Silence => time.GetElapsedTime(Interlocked.Read(ref lastAt));

    /// <inheritdoc/>
    public void Report(JSONMessage value)
    {
        Interlocked.Exchange(ref lastAt, time.GetTimestamp());
        lock (gate)
        {
            if (value.Error?.Message is { Length: > 0 } message)
                error = message;
            if ((value.Stream ?? value.Status)?.Trim() is { Length: > 0 } text)
                lines.Enqueue(text);
            while (lines.Count > KeptLines)
                lines.Dequeue();
        }
    }

    /// <summary>Throws where the engine reported an error.</summary>
    public void ThrowOnError(string what)
    {
        lock (gate)
        {
            if (error is not null)
                throw new ClusterException($"{what} failed: {error}\n  {string.Join("\n  ", lines)}");
        }
    }
}
