namespace Chaos.Agent;

/// <summary>
/// The files and directories that the kernel knows by number. Each is held by a descriptor that only names it (O_PATH): it stays the same
/// file however it is renamed, and its number is not used again as long as the kernel remembers it. Safe for concurrent use.
/// </summary>
internal sealed class FuseNodes : IDisposable
{
    /// <summary>The number of the root.</summary>
    public const ulong Root = 1;

    private readonly Lock gate = new();
    private readonly Dictionary<ulong, Node> byId = [];
    private readonly Dictionary<(ulong FileSystem, ulong Number), ulong> byFile = [];
    private ulong last = Root;

    /// <summary>With a descriptor of the root, which it closes in the end.</summary>
    public FuseNodes(int root) => byId[Root] = new Node(root, default);

    /// <summary>The descriptor of a node; -1 where there is none.</summary>
    public int this[ulong id]
    {
        get
        {
            lock (gate)
                return byId.TryGetValue(id, out var node) ? node.File : -1;
        }
    }

    /// <summary>Remembers a file that the kernel is told of once more; takes over the descriptor.</summary>
    public ulong Remember(int file, in FileStatus status)
    {
        var key = (((ulong)status.FileSystemMajor << 32) | status.FileSystemMinor, status.Number);
        lock (gate)
        {
            if (byFile.TryGetValue(key, out var known))
            {
                _ = Libc.Close(file);
                byId[known].Told++;
                return known;
            }

            var id = ++last;
            byId[id] = new Node(file, key) { Told = 1 };
            byFile[key] = id;
            return id;
        }
    }

    /// <summary>The kernel forgot that it was told so often of a node.</summary>
    public void Forget(ulong id, ulong times)
    {
        lock (gate)
        {
            if (id == Root || !byId.TryGetValue(id, out var node))
                return;
            node.Told -= Math.Min(times, node.Told);
            if (node.Told > 0)
                return;
            byId.Remove(id);
            byFile.Remove(node.Key);
            _ = Libc.Close(node.File);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            foreach (var node in byId.Values)
                _ = Libc.Close(node.File);
            byId.Clear();
            byFile.Clear();
        }
    }

    private sealed class Node(int file, (ulong FileSystem, ulong Number) key)
    {
        public int File => file;

        public (ulong FileSystem, ulong Number) Key => key;

        public ulong Told { get; set; }
    }
}
