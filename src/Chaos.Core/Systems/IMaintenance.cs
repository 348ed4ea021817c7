namespace Chaos;

/// <summary>
/// Maintenance through the system's own interface: compaction, snapshots, transfer of leadership. An <see cref="ISystemConnection"/> of a
/// system whose recipe names tasks (<see cref="SystemRecipe.MaintenanceTasks"/>) implements this as well. By the system's claims each task is
/// safe at any time.
/// </summary>
public interface IMaintenance
{
    /// <summary>The tasks, as the recipe names them.</summary>
    IReadOnlyList<string> Tasks { get; }

    /// <summary>Carries out a task on a node, and looks at what came of it.</summary>
    /// <param name="task">One of the tasks that the recipe names.</param>
    /// <param name="node">The node that it is about.</param>
    /// <param name="cancellationToken">Gives up; the task may go on.</param>
    /// <returns>What was measured afterwards, in a sentence without a full stop.</returns>
    /// <exception cref="ClusterException">It was refused, did not answer, or had no effect that could be measured.</exception>
    ValueTask<string> PerformAsync(string task, INode node, CancellationToken cancellationToken);
}
