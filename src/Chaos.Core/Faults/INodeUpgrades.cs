namespace Chaos;

/// <summary>Nodes that go on with another version of their program, on their data.</summary>
public interface INodeUpgrades
{
    /// <summary>
    /// Ends what the node runs, if anything, and starts it on its data with the other version of its group (<see cref="NodeGroup.Upgrade"/>);
    /// later restarts (<see cref="IProcessFaults.StartAsync"/>) run that version again. One that was upgraded before is only started. The logs
    /// of its earlier lives are kept.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ClusterException">Its group has no other version, or it could not be started.</exception>
    ValueTask<EffectTime> UpgradeAsync(string node, CancellationToken cancellationToken);
}
