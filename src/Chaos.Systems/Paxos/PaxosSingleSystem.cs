using Chaos.Consensus;

namespace Chaos.Systems;

/// <summary>
/// Single-decree Paxos by itself: each key is an instance, which decides once, so that a key is a register that is written once. A cas from
/// nothing is the proposal.
/// </summary>
public sealed class PaxosSingleSystem : IProgramSystem
{
    internal const string SystemName = "paxos-single";
    private const int MostNodes = 25;

    /// <inheritdoc/>
    public string Name => SystemName;

    /// <inheritdoc/>
    public string Summary => "Chaos' own single-decree Paxos: each key decides once (cas from nothing), without a leader; in containers and in simulation.";

    /// <inheritdoc/>
    public IReadOnlyList<OptionSpec> Options => [];

    /// <summary>Fresh keys all the time, and no plain writes, which a register that is written once refuses.</summary>
    public string DefaultWorkload => "register:reads=50:cas=50:ops-per-key=12";

    /// <inheritdoc/>
    public IReadOnlyList<string> OperationTypes { get; } = [RegisterOperations.TypeName];

    /// <inheritdoc/>
    public bool TellsElections => false;

    /// <inheritdoc/>
    public SystemRecipe CreateRecipe(Options options, int nodeCount) => nodeCount is >= 1 and <= MostNodes
        ? ProgramRecipes.Create(SystemName, options, nodeCount, canJoin: false) with { MaintenanceTasks = [], TellsDigests = false }
        : throw new UsageException($"{SystemName} cannot run on {nodeCount} nodes: 1 to {MostNodes} were expected. Write --nodes 5, say.");

    /// <inheritdoc/>
    public ProgramRecipe CreatePrograms(Options options) => PaxosSingleRecipe.Create();

    /// <inheritdoc/>
    public ISystemConnection Connect(ICluster cluster, Options options, RunClock clock) =>
        new ProgramConnection(ProgramConnectors.Of(cluster, SystemName, options, clock), cluster, clock, readsLocally: false);

    /// <inheritdoc/>
    public IReadOnlyList<Claim> Claims(Options options) =>
        [new(RegisterOperations.TypeName, ClaimStanding.Holds, "Every operation is linearizable (docs/internals/paxos.md).")];
}
