using System.Globalization;

namespace Chaos.Systems.Galera;

/// <summary>How MariaDB Galera is started, as data. The first node founds the group, once; all others join it.</summary>
internal static class GaleraRecipe
{
    /// <summary>The name of the client port.</summary>
    public const string ClientPort = "client";

    private const string Folder = "/etc/chaos";
    private const string DataVolume = "/data";
    private const string Script = $"{Folder}/start.sh";

    // A node that was killed reads its position from its own log first, as the service of the package does: without one it would take a copy of
    // another node's data. That the group was founded is noted beside the data, so that a first node whose data was wiped joins like any other.
    private const string StartScript = $$"""
        #!/bin/sh
        set -e
        data={{DataVolume}}/mysql
        mkdir -p $data /run/mysqld
        chown mysql:mysql $data /run/mysqld
        server="mariadbd --defaults-file={{Folder}}/galera.cnf --user=mysql"
        if [ ! -e {{DataVolume}}/made ]; then
          rm -rf $data/*
          mariadb-install-db --no-defaults --user=mysql --datadir=$data --auth-root-authentication-method=normal --skip-test-db >/dev/null
          printf "FLUSH PRIVILEGES;\nCREATE USER chaos@'%%';\nGRANT ALL ON *.* TO chaos@'%%';\nCREATE DATABASE chaos;\n" \
            | mariadbd --no-defaults --user=mysql --datadir=$data --bootstrap --wsrep-on=OFF --skip-log-bin
          touch {{DataVolume}}/made
        fi
        if [ "$1" = first ] && [ ! -e /var/lib/chaos-founded ]; then
          touch /var/lib/chaos-founded
          exec $server --wsrep-new-cluster
        fi
        at=$($server --wsrep-recover 2>&1 | sed -n 's/.*WSREP: Recovered position: *//p' | tail -n 1)
        exec $server ${at:+--wsrep-start-position=$at}

        """;

    private const string Dockerfile = """
        ARG BASE
        FROM ${BASE}
        RUN pkg mariadb-server galera-4 rsync lsof \
         && rm -rf /var/lib/mysql /usr/bin/aria_* /usr/bin/myisam* /usr/share/mysql/mysql-test

        """;

    /// <summary>The recipe of a cluster whose nodes are named n1, n2, ...</summary>
    public static SystemRecipe Create(GaleraSettings settings, int nodeCount)
    {
        var nodes = NodeNames.Of(nodeCount);
        return new SystemRecipe
        {
            System = GaleraSystem.SystemName,
            WhyMembersStay = "There is no command for it: a node joins by being started with empty data (the nemesis wipe does that).",
            ReadyWithin = TimeSpan.FromSeconds(120),
            TellsDigests = true,
            Groups =
            [
                new NodeGroup
                {
                    Name = "servers",
                    Nodes = nodes,
                    Voters = true,
                    Image = GaleraSettings.Versions.Image($"mariadb:{settings.Version}", settings.Version, _ => Dockerfile),
                    Ports = new Dictionary<string, int> { [ClientPort] = 3306, ["group"] = 4567, ["ist"] = 4568, ["sst"] = 4444 },
                    DataDirectory = DataVolume,
                    Launch = place => new NodeLaunch
                    {
                        Arguments = ["/bin/sh", Script, place.Name == nodes[0] ? "first" : "other"],
                        Files = new Dictionary<string, string>
                        {
                            [Script] = StartScript,
                            [$"{Folder}/galera.cnf"] = ConfigOf(place, nodes, settings),
                        },
                    },
                },
            ],
        };
    }

    private static string ConfigOf(NodePlace place, string[] nodes, GaleraSettings settings) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        [mariadbd]
        datadir={DataVolume}/mysql
        socket=/run/mysqld/mysqld.sock
        bind-address=0.0.0.0
        skip-name-resolve
        skip-log-error
        performance_schema=OFF
        max_connections=500
        innodb_buffer_pool_size=64M
        innodb_log_file_size=32M
        innodb_flush_log_at_trx_commit={settings.Flush}
        innodb_autoinc_lock_mode=2
        binlog_format=ROW
        wsrep_on=ON
        wsrep_provider=/usr/lib/galera/libgalera_smm.so
        wsrep_cluster_name=chaos
        wsrep_cluster_address=gcomm://{string.Join(',', nodes.Select(node => place.Peers[node]))}
        wsrep_node_name={place.Name}
        wsrep_node_address={place.Address}
        wsrep_node_incoming_address={place.Address}:3306
        wsrep_sst_method=rsync
        wsrep_provider_options={ProviderOptions(settings)}

        """);

    // With the group out of reach a node waits for it, instead of ending after half a minute.
    private static string ProviderOptions(GaleraSettings settings) => string.Create(
        CultureInfo.InvariantCulture,
        $"pc.recovery=TRUE;pc.wait_prim_timeout=PT600S;gcache.size=32M;evs.keepalive_period=PT{settings.SuspectMs / 4000.0:0.###}S;"
        + $"evs.suspect_timeout=PT{settings.SuspectMs / 1000.0:0.###}S;evs.inactive_timeout=PT{settings.SuspectMs * 3 / 1000.0:0.###}S;"
        + $"evs.install_timeout=PT{settings.SuspectMs * 3 / 2000.0:0.###}S");
}
