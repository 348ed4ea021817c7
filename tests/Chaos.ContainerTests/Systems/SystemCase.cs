using Chaos.Campaigns;

namespace Chaos.ContainerTests.Systems;

/// <summary>A client: of which system, for which operations.</summary>
/// <param name="System">The system.</param>
/// <param name="Type">The type of operations.</param>
public sealed record SystemCase(string System, string Type)
{
    // Its clients are those of Patroni, too; its server cannot be had on every machine.
    private const string NotToBeHad = "cockroachdb";

    /// <summary>Every client of every system, or of the one that <c>CHAOS_TEST_SYSTEM</c> names.</summary>
    public static IReadOnlyList<SystemCase> All { get; } =
    [
        .. AllSystems.All.Where(system => system.Name == (Environment.GetEnvironmentVariable("CHAOS_TEST_SYSTEM") ?? system.Name) && system.Name != NotToBeHad)
            .SelectMany(system => system.OperationTypes.Select(type => new SystemCase(system.Name, type))),
    ];

    /// <summary>Whether the client goes to another node by itself, so that a change may work without its own.</summary>
    public bool Routes => System is "kafka" or "redis" or "valkey" or "patroni";

    /// <summary>Whether a change needs more than one node.</summary>
    public bool NeedsQuorum => System is not ("redis" or "valkey");

    /// <summary>Whether one of the nodes leads.</summary>
    public bool HasLeader => System is not ("galera" or "paxos-single");

    /// <inheritdoc/>
    public override string ToString() => $"{System} {Type}";
}
