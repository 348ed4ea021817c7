namespace Chaos;

/// <summary>Faults of a node's data directory. What each needs must have been asked for before the start (<see cref="ClusterNeeds"/>).</summary>
public interface IDiskFaults
{
    /// <summary>
    /// Ends the nodes' processes as a power failure does: what was written and not flushed is lost. All nodes at once; stop and loss
    /// follow each other at once on each. <see cref="IProcessFaults.StartAsync"/> starts them again on what is left.
    /// </summary>
    ValueTask<IReadOnlyList<DiskLoss>> LosePowerAsync(IReadOnlyCollection<string> nodes, CancellationToken cancellationToken);

    /// <summary>Treats calls on files of the node's data directory so from now on; it replaces the last treatment.</summary>
    ValueTask<EffectTime> SetAsync(string node, FileTreatment treatment, CancellationToken cancellationToken);

    /// <summary>Leaves at most this many bytes free on the node's disk, by a file that grows as needed.</summary>
    ValueTask<EffectTime> FillAsync(string node, long freeBytes, CancellationToken cancellationToken);

    /// <summary>Removes that file.</summary>
    ValueTask<EffectTime> FreeAsync(string node, CancellationToken cancellationToken);

    /// <summary>Damages files of a stopped node.</summary>
    ValueTask<IReadOnlyList<FileDamage>> DamageAsync(string node, DamagePlan plan, CancellationToken cancellationToken);

    /// <summary>Empties the data directory of a stopped node; answers with the number of bytes that were in it.</summary>
    ValueTask<long> WipeAsync(string node, CancellationToken cancellationToken);

    /// <summary>Keeps a copy of the data directory of a stopped node under a name; answers with its size in bytes.</summary>
    ValueTask<long> SaveAsync(string node, string copy, CancellationToken cancellationToken);

    /// <summary>Gives a stopped node the kept copy as its data directory.</summary>
    ValueTask<EffectTime> RollBackAsync(string node, string copy, CancellationToken cancellationToken);

    /// <summary>What the disk is like now.</summary>
    ValueTask<DiskState> InspectDiskAsync(string node, CancellationToken cancellationToken);
}
