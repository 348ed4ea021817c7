using Chaos.Consensus;

namespace Chaos.Systems;

/// <summary>Our own reference Multi-Paxos: a replicated key-value store whose nodes are programs, with bugs that can be switched on.</summary>
public sealed class PaxosSystem : IProgramSystem
{
    internal const string SystemName = "paxos";
    private const int MostNodes = 25;

    /// <inheritdoc/>
    public string Name => SystemName;

    /// <inheritdoc/>
    public string Summary => "Chaos' own Multi-Paxos: a replicated key-value store with seeded bugs, in containers and in simulation.";

    /// <inheritdoc/>
    public IReadOnlyList<OptionSpec> Options => PaxosOptions.Specs;

    /// <inheritdoc/>
    public string DefaultWorkload => "register";

    /// <inheritdoc/>
    public IReadOnlyList<string> OperationTypes { get; } = [RegisterOperations.TypeName];

    /// <inheritdoc/>
    public SystemRecipe CreateRecipe(Options options, int nodeCount)
    {
        if (nodeCount is < 1 or > MostNodes)
            throw new UsageException($"paxos cannot run on {nodeCount} nodes: 1 to {MostNodes} were expected. Write --nodes 5, say.");
        PaxosOptions.Read(options);
        return ProgramRecipes.Create(SystemName, options, nodeCount, canJoin: true);
    }

    /// <inheritdoc/>
    public ProgramRecipe CreatePrograms(Options options) => PaxosRecipe.Create(PaxosOptions.Read(options));

    /// <inheritdoc/>
    public ISystemConnection Connect(ICluster cluster, Options options, RunClock clock) => new ProgramConnection(
        ProgramConnectors.Of(cluster, SystemName, options, clock), cluster, clock, PaxosOptions.Read(options).Reads is PaxosReads.Local);

    /// <inheritdoc/>
    public IReadOnlyList<Claim> Claims(Options options)
    {
        var settings = PaxosOptions.Read(options);
        if (settings.Bugs != BugSwitches.None)
            return [new(RegisterOperations.TypeName, ClaimStanding.NotClaimed, $"The seeded bug {options["bug"]} is switched on.")];
        return settings.Reads is PaxosReads.Local
            ? [new(RegisterOperations.TypeName, ClaimStanding.NotClaimed, "Local reads are answered by the node alone and may be stale.")]
            : [new(RegisterOperations.TypeName, ClaimStanding.Holds, "Every operation is linearizable (docs/internals/paxos.md).")];
    }
}
