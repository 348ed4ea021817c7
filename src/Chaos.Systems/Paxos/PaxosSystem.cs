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
    public IReadOnlyList<string> OperationTypes => ProgramClients.Types;

    /// <inheritdoc/>
    public SystemRecipe CreateRecipe(Options options, int nodeCount)
    {
        if (nodeCount is < 1 or > MostNodes)
            throw new UsageException($"paxos cannot run on {nodeCount} nodes: 1 to {MostNodes} were expected. Write --nodes 5, say.");
        var settings = PaxosOptions.Read(options);
        return ProgramRecipes.Create(SystemName, options, nodeCount, canJoin: true) with
        {
            ElectionTimeout = TimeSpan.FromTicks(settings.ElectionNs / TimeSpan.NanosecondsPerTick),
        };
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
        var (standing, source) = settings switch
        {
            _ when settings.Bugs != BugSwitches.None => (ClaimStanding.NotClaimed, $"The seeded bug {options["bug"]} is switched on."),
            { Reads: PaxosReads.Local } => (ClaimStanding.NotClaimed, "Local reads are answered by the node alone and may be stale."),
            _ => (ClaimStanding.Holds, "Every operation is linearizable (docs/internals/paxos.md)."),
        };
        return [.. OperationTypes.Select(type => new Claim(type, standing, source))];
    }
}
