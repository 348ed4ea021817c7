using System.Globalization;

namespace Chaos.Systems.Postgres;

/// <summary>How PostgreSQL with Patroni and etcd is started, as data.</summary>
internal static class PatroniRecipe
{
    /// <summary>The name of PostgreSQL's port.</summary>
    public const string ClientPort = "client";

    /// <summary>The name of the port where Patroni answers over HTTP.</summary>
    public const string ApiPort = "api";

    private const string Folder = "/etc/chaos";
    private const string DataVolume = "/data";
    private const string Script = $"{Folder}/start.sh";

    private const string StartScript = $"""
        #!/bin/sh
        set -e
        mkdir -p {DataVolume}/etcd {DataVolume}/postgres
        chown postgres:postgres {DataVolume}/postgres
        chmod 700 {DataVolume}/postgres {DataVolume}/etcd
        etcd --config-file {Folder}/etcd.yml &
        exec setpriv --reuid postgres --regid postgres --init-groups env HOME={DataVolume}/postgres LANG=C.UTF-8 \
          PATRONI_POSTGRESQL_BIN_DIR="$(ls -d /usr/lib/postgresql/*/bin)" patroni {Folder}/patroni.yml

        """;

    // The compiler for expressions is as large as all the rest.
    private const string Dockerfile = """
        ARG BASE
        FROM ${BASE}
        RUN printf 'path-exclude=*/libLLVM*\npath-exclude=*/bitcode/*\npath-exclude=*/llvmjit*\n' > /etc/dpkg/dpkg.cfg.d/chaos-postgresql \
         && mkdir -p /etc/postgresql-common && printf 'create_main_cluster = false\n' > /etc/postgresql-common/createcluster.conf \
         && pkg patroni postgresql python3-etcd etcd-server

        """;

    /// <summary>The recipe of a cluster whose nodes are named n1, n2, ...</summary>
    public static SystemRecipe Create(PatroniSettings settings, int nodeCount)
    {
        var nodes = NodeNames.Of(nodeCount);
        // Nobody publishes an image that is Patroni and no more.
        var image = PatroniSettings.Versions.Image("", settings.Version, _ => Dockerfile);
        return new SystemRecipe
        {
            System = PatroniSystem.SystemName,
            WhyMembersStay = "Each of its nodes has a member of the store, which would change with it.",
            ReadyWithin = TimeSpan.FromSeconds(120),
            ElectionTimeout = TimeSpan.FromSeconds(settings.TtlSeconds),
            Groups =
            [
                new NodeGroup
                {
                    Name = "servers",
                    Nodes = nodes,
                    Voters = true,
                    Image = image with { Reference = image.LocalTag },
                    Ports = new Dictionary<string, int> { [ClientPort] = 5432, [ApiPort] = 8008, ["store"] = 2379, ["store-peer"] = 2380 },
                    DataDirectory = DataVolume,
                    Launch = place => new NodeLaunch
                    {
                        Arguments = ["/bin/sh", Script],
                        Files = new Dictionary<string, string>
                        {
                            [Script] = StartScript,
                            [$"{Folder}/etcd.yml"] = Store(place, nodes),
                            [$"{Folder}/patroni.yml"] = Patroni(place, nodes, settings),
                        },
                    },
                },
            ],
        };
    }

    private static string Store(NodePlace place, string[] nodes) => $"""
        name: {place.Name}
        data-dir: {DataVolume}/etcd
        listen-peer-urls: http://0.0.0.0:2380
        listen-client-urls: http://0.0.0.0:2379
        initial-advertise-peer-urls: http://{place.Address}:2380
        advertise-client-urls: http://{place.Address}:2379
        initial-cluster: {string.Join(',', nodes.Select(node => $"{node}=http://{place.Peers[node]}:2380"))}
        initial-cluster-state: new
        initial-cluster-token: {place.RunId}
        log-level: warn

        """;

    // A primary that crashed is replaced at once, instead of being started again: what it had committed and nobody else has is never seen.
    private static string Patroni(NodePlace place, string[] nodes, PatroniSettings settings) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        scope: chaos
        name: {{place.Name}}
        restapi:
          listen: 0.0.0.0:8008
          connect_address: {{place.Address}}:8008
        etcd3:
          hosts: {{string.Join(',', nodes.Select(node => $"{place.Peers[node]}:2379"))}}
        bootstrap:
          dcs:
            ttl: {{settings.TtlSeconds}}
            loop_wait: 2
            retry_timeout: 5
            maximum_lag_on_failover: 1048576
            primary_start_timeout: 0
            synchronous_mode: {{(settings.Mode == PatroniSettings.Asynchronous ? "false" : "true")}}
            synchronous_mode_strict: {{(settings.Mode == PatroniSettings.Strict ? "true" : "false")}}
            postgresql:
              use_pg_rewind: true
              parameters:
                max_connections: 300
                jit: off
                shared_buffers: 32MB
                wal_keep_size: 256MB
          initdb:
          - encoding: UTF8
          - auth-host: trust
          - auth-local: trust
        postgresql:
          listen: 0.0.0.0:5432
          connect_address: {{place.Address}}:5432
          data_dir: {{DataVolume}}/postgres/data
          pgpass: {{DataVolume}}/postgres/pgpass
          authentication:
            superuser: {username: postgres}
            replication: {username: replicator}
          pg_hba:
          - local all all trust
          - host all all all trust
          - host replication all all trust

        """);
}
