namespace Chaos.Systems;

/// <summary>A request to ZooKeeper: its type and its body.</summary>
internal sealed record ZooKeeperRequest(int Type, Action<ZooKeeperFrame> Write)
{
    /// <summary>The type of a sign of life.</summary>
    public const int PingType = 11;

    private const int AnyVersion = -1;
    private const int CheckType = 13;

    /// <summary>
    /// A transaction that changes nothing: the root is checked to have any version. It goes through the quorum, and the server that answers has
    /// applied all that was committed before it was sent.
    /// </summary>
    public static ZooKeeperRequest Barrier { get; } = new(14, frame => frame
        .Int(CheckType).Bool(false).Int(-1).Text("/").Int(AnyVersion)
        .Int(-1).Bool(true).Int(-1));

    /// <summary>The server catches up with its leader.</summary>
    public static ZooKeeperRequest Sync(string path) => new(9, frame => frame.Text(path));

    /// <summary>A value, and what is known of its node.</summary>
    public static ZooKeeperRequest Get(string path) => new(4, frame => frame.Text(path).Bool(false));

    /// <summary>The names of a node's children.</summary>
    public static ZooKeeperRequest Children(string path) => new(8, frame => frame.Text(path).Bool(false));

    /// <summary>Sets a value where the node has the expected version, or any.</summary>
    public static ZooKeeperRequest Set(string path, byte[] data, int version = AnyVersion) =>
        new(5, frame => frame.Text(path).Buffer(data).Int(version));

    /// <summary>Creates a node; an ephemeral one lives as long as the session.</summary>
    public static ZooKeeperRequest Create(string path, byte[] data, bool ephemeral = false) =>
        new(15, frame => frame.Text(path).Buffer(data).OpenToAll().Int(ephemeral ? 1 : 0));

    /// <summary>Deletes a node that has the expected version, or any.</summary>
    public static ZooKeeperRequest Delete(string path, int version = AnyVersion) => new(2, frame => frame.Text(path).Int(version));

    /// <summary>Adds or removes servers.</summary>
    public static ZooKeeperRequest Reconfigure(string? joining, string? leaving) =>
        new(16, frame => frame.Text(joining).Text(leaving).Text(null).Long(-1));

    /// <summary>Ends the session.</summary>
    public static ZooKeeperRequest Close { get; } = new(-11, _ => { });
}
