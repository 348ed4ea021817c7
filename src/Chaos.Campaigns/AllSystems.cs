using Chaos.Systems;
using Chaos.Systems.Galera;
using Chaos.Systems.Kafka;
using Chaos.Systems.Postgres;
using Chaos.Systems.RabbitMq;

namespace Chaos.Campaigns;

/// <summary>The systems that Chaos knows: those of the catalog, and those whose client libraries have a project of their own.</summary>
public static class AllSystems
{
    /// <summary>All systems, with the server programs that lie on this machine (<see cref="ServersDirectory.Find()"/>).</summary>
    /// <exception cref="UsageException"><c>CHAOS_SERVERS</c> names a folder that is not there.</exception>
    public static IReadOnlyList<ISystem> All => Create(ServersDirectory.Find());

    /// <summary>All systems, with these server programs.</summary>
    public static IReadOnlyList<ISystem> Create(ServersDirectory servers) =>
        [.. SystemCatalog.Create(servers), new KafkaSystem(servers), new RabbitMqSystem(), new GaleraSystem(), new PatroniSystem(), new CockroachSystem()];
}
