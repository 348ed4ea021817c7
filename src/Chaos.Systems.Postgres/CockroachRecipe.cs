using System.Globalization;

namespace Chaos.Systems.Postgres;

/// <summary>How CockroachDB is started, as data.</summary>
internal static class CockroachRecipe
{
    /// <summary>The name of the port for SQL.</summary>
    public const string ClientPort = "client";

    private const string Folder = "/etc/chaos";
    private const string DataVolume = "/data";
    private const string Script = $"{Folder}/start.sh";

    // A node whose clock is off stops itself; it is started again, as a service is. The first node makes the cluster, which can be asked for again.
    private const string StartScript = $$"""
        #!/bin/sh
        first=$1; shift
        if [ "$first" != no ]; then
          ( until /cockroach/cockroach init --insecure --host="$first" 2>&1 | grep -q -e initialized; do sleep 1; done ) &
        fi
        while true; do
          /cockroach/cockroach start --insecure --store={{DataVolume}}/cockroach --cache=64MiB --max-sql-memory=128MiB "$@"
          echo "chaos: cockroach ended with $?; it is started again"
          sleep 1
        done

        """;

    /// <summary>The recipe of a cluster whose nodes are named n1, n2, ...</summary>
    public static SystemRecipe Create(CockroachSettings settings, int nodeCount)
    {
        var nodes = NodeNames.Of(nodeCount);
        return new SystemRecipe
        {
            System = CockroachSystem.SystemName,
            WhyMembersStay = "Changes of its members were never tried with a real server.",
            ReadyWithin = TimeSpan.FromSeconds(120),
            Groups =
            [
                new NodeGroup
                {
                    Name = "servers",
                    Nodes = nodes,
                    Voters = true,
                    Image = new ImageRecipe
                    {
                        Reference = $"cockroachdb/cockroach:v{settings.Version}",
                        LocalTag = $"chaos/{CockroachSystem.SystemName}:{settings.Version}",
                    },
                    Ports = new Dictionary<string, int> { [ClientPort] = 26257, ["http"] = 8080 },
                    DataDirectory = DataVolume,
                    Launch = place => new NodeLaunch
                    {
                        Arguments = [.. Arguments(place, nodes, settings)],
                        Files = new Dictionary<string, string> { [Script] = StartScript },
                    },
                },
            ],
        };
    }

    private static IEnumerable<string> Arguments(NodePlace place, string[] nodes, CockroachSettings settings) =>
    [
        "/bin/sh", Script, place.Name == nodes[0] ? $"{place.Address}:26257" : "no",
        "--listen-addr=0.0.0.0:26257", $"--advertise-addr={place.Address}:26257", "--http-addr=0.0.0.0:8080",
        $"--join={string.Join(',', nodes.Select(node => $"{place.Peers[node]}:26257"))}",
        string.Create(CultureInfo.InvariantCulture, $"--max-offset={settings.MaxOffsetMs}ms"),
    ];
}
