namespace Chaos.Agent;

/// <summary>
/// The files and directories that the node has open. When the node is killed the kernel may drop its requests to close them together
/// with the mount: then they are closed here, or they would keep the file system below from going. Safe for concurrent use.
/// </summary>
internal sealed class FuseHandles : IDisposable
{
    private readonly Lock gate = new();
    private readonly HashSet<int> open = [];

    /// <summary>Takes over an open file.</summary>
    public void Add(int file)
    {
        lock (gate)
            open.Add(file);
    }

    /// <summary>Closes one; 0, or an error below 0.</summary>
    public int Close(int file)
    {
        lock (gate)
            open.Remove(file);
        return Libc.Close(file) < 0 ? FuseReply.LastError : 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            foreach (var file in open)
                _ = Libc.Close(file);
            open.Clear();
        }
    }
}
