namespace Chaos.Systems;

/// <summary>What a server tells about a node of its tree.</summary>
/// <param name="Created">The transaction that created it.</param>
/// <param name="Modified">The transaction that changed its value last.</param>
/// <param name="Version">How often its value was changed since it was created.</param>
/// <param name="Owner">The session that it lives with; 0 for none.</param>
internal sealed record ZooKeeperStat(long Created, long Modified, int Version, long Owner);
