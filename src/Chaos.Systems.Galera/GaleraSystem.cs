namespace Chaos.Systems.Galera;

/// <summary>MariaDB with Galera: every node takes writes, which the group orders and certifies.</summary>
public sealed class GaleraSystem : ISystem
{
    internal const string SystemName = "galera";

    /// <inheritdoc/>
    public string Name => SystemName;

    /// <inheritdoc/>
    public string Summary => "MariaDB Galera: every node takes writes; the group puts them in one order, and each node certifies them by itself.";

    /// <inheritdoc/>
    public IReadOnlyList<OptionSpec> Options => GaleraSettings.Specs;

    /// <inheritdoc/>
    public string DefaultWorkload => "register";

    /// <inheritdoc/>
    public IReadOnlyList<string> OperationTypes => SqlClients.Types;

    /// <summary>No: there is no leader.</summary>
    public bool TellsElections => false;

    /// <summary>No: with <c>writes=first</c> changes go to the first node.</summary>
    public bool ClientsStay => false;

    /// <inheritdoc/>
    public SystemRecipe CreateRecipe(Options options, int nodeCount)
    {
        NodeNames.Check("Galera", nodeCount);
        return GaleraRecipe.Create(GaleraSettings.Of(options), nodeCount);
    }

    /// <inheritdoc/>
    public ISystemConnection Connect(ICluster cluster, Options options, RunClock clock) =>
        new GaleraConnection(cluster, GaleraSettings.Of(options), clock);

    /// <inheritdoc/>
    public IReadOnlyList<Claim> Claims(Options options) => GaleraClaims.Of(GaleraSettings.Of(options));
}
