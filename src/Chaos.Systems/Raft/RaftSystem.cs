using Chaos.Consensus;

namespace Chaos.Systems;

/// <summary>Our own reference Raft: a replicated key-value store whose nodes are programs, with bugs that can be switched on.</summary>
public sealed class RaftSystem : IProgramSystem
{
    internal const string SystemName = "raft";
    private const int MostNodes = 25;

    /// <inheritdoc/>
    public string Name => SystemName;

    /// <inheritdoc/>
    public string Summary => "Chaos' own Raft: a replicated key-value store that runs in simulation, with seeded bugs.";

    /// <inheritdoc/>
    public IReadOnlyList<OptionSpec> Options => RaftOptions.Specs;

    /// <inheritdoc/>
    public bool RunsInContainers => false;

    /// <inheritdoc/>
    public string DefaultWorkload => "register";

    /// <inheritdoc/>
    public IReadOnlyList<string> OperationTypes { get; } = [RegisterOperations.TypeName];

    /// <inheritdoc/>
    public SystemRecipe CreateRecipe(Options options, int nodeCount)
    {
        if (nodeCount is < 1 or > MostNodes)
            throw new UsageException($"raft cannot run on {nodeCount} nodes: 1 to {MostNodes} were expected. Write --nodes 5, say.");
        RaftOptions.Read(options);
        return ProgramRecipes.Create(SystemName, nodeCount);
    }

    /// <inheritdoc/>
    public ProgramRecipe CreatePrograms(Options options) => RaftRecipe.Create(RaftOptions.Read(options));

    /// <inheritdoc/>
    public ISystemConnection Connect(ICluster cluster, Options options, RunClock clock) => cluster is IProgramConnector connector
        ? new ProgramConnection(connector, cluster, clock, RaftOptions.Read(options).Reads is RaftReads.Local)
        : throw new UsageException($"{SystemName} does not run on {cluster.Backend} yet. Write --on simulation.");

    /// <inheritdoc/>
    public IReadOnlyList<Claim> Claims(Options options)
    {
        var settings = RaftOptions.Read(options);
        if (settings.Bugs != BugSwitches.None)
            return [new(RegisterOperations.TypeName, ClaimStanding.NotClaimed, $"The seeded bug {options["bug"]} is switched on.")];
        return settings.Reads is RaftReads.Local
            ? [new(RegisterOperations.TypeName, ClaimStanding.NotClaimed, "Local reads are answered by the node alone and may be stale.")]
            : [new(RegisterOperations.TypeName, ClaimStanding.Holds, "Every operation is linearizable (docs/internals/raft.md).")];
    }
}
