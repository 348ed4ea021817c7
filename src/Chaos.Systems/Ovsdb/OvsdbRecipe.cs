using System.Globalization;

namespace Chaos.Systems;

/// <summary>How OVSDB is started, as data: the first node creates the cluster, the others join it.</summary>
internal static class OvsdbRecipe
{
    /// <summary>The name of the client port.</summary>
    public const string ClientPort = "client";

    /// <summary>The name of the database.</summary>
    public const string Database = "chaos";

    private const string Folder = "/etc/chaos";
    private const string DataVolume = "/data";
    private const string Script = $"{Folder}/start.sh";

    // A first node that lost its data must not create a second cluster: the mark lies outside of the data.
    private const string StartScript = $$"""
        #!/bin/sh
        set -e
        own=$1 timer=$2 first=$3
        shift 3
        if [ ! -f {{DataVolume}}/{{Database}}.db ]; then
          if [ "$first" = yes ] && [ ! -f {{Folder}}/created ]; then
            ovsdb-tool --election-timer="$timer" create-cluster {{DataVolume}}/{{Database}}.db {{Folder}}/schema.json "tcp:$own:6644"
            touch {{Folder}}/created
          else
            ovsdb-tool join-cluster {{DataVolume}}/{{Database}}.db {{Database}} "tcp:$own:6644" "$@"
          fi
        fi
        exec ovsdb-server -vconsole:info -vsyslog:off -vfile:off --remote=ptcp:6640:0.0.0.0 --unixctl=/tmp/ovsdb.ctl {{DataVolume}}/{{Database}}.db

        """;

    private const string Schema = """
        {"name": "chaos", "version": "1.0.0", "tables": {
          "kv": {"columns": {"k": {"type": "string"}, "v": {"type": "integer"}}, "indexes": [["k"]], "isRoot": true},
          "tick": {"columns": {"name": {"type": "string"}, "n": {"type": "integer"}}, "indexes": [["name"]], "isRoot": true}}}

        """;

    private const string Dockerfile = """
        ARG BASE
        FROM ${BASE}
        RUN pkg openvswitch-common

        """;

    /// <summary>The recipe of a cluster whose nodes are named n1, n2, ...</summary>
    public static SystemRecipe Create(OvsdbSettings settings, int nodeCount)
    {
        var nodes = NodeNames.Of(nodeCount);
        return new SystemRecipe
        {
            System = OvsdbSystem.SystemName,
            ElectionTimeout = TimeSpan.FromMilliseconds(settings.ElectionMs),
            Groups =
            [
                new NodeGroup
                {
                    Name = "servers",
                    Nodes = nodes,
                    Voters = true,
                    Image = OvsdbSettings.Versions.Image($"openvswitch/ovs:{settings.Version}_debian", settings.Version, _ => Dockerfile),
                    Ports = new Dictionary<string, int> { [ClientPort] = 6640, ["raft"] = 6644 },
                    DataDirectory = DataVolume,
                    Launch = place => Launch(place, nodes, settings),
                },
            ],
        };
    }

    private static NodeLaunch Launch(NodePlace place, string[] nodes, OvsdbSettings settings) => new()
    {
        Arguments =
        [
            "/bin/sh", Script, $"{place.Address}", settings.ElectionMs.ToString(CultureInfo.InvariantCulture), place.Name == nodes[0] ? "yes" : "no",
            .. nodes.Where(node => node != place.Name).Select(node => $"tcp:{place.Peers[node]}:6644"),
        ],
        Files = new Dictionary<string, string> { [Script] = StartScript, [$"{Folder}/schema.json"] = Schema },
    };
}
