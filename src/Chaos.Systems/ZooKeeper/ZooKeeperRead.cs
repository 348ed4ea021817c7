namespace Chaos.Systems;

/// <summary>What a read of ZooKeeper does before it asks its own server.</summary>
internal enum ZooKeeperRead : byte
{
    /// <summary>An empty transaction goes through the quorum first.</summary>
    Quorum,

    /// <summary>A sync: the server catches up with the leader, which does not ask its quorum.</summary>
    Sync,

    /// <summary>Nothing: the server answers with what it has.</summary>
    Local,
}
