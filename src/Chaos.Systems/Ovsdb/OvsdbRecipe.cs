using System.Globalization;

namespace Chaos.Systems;

/// <summary>How OVSDB is started, as data: the first node creates the cluster, the others join it.</summary>
internal static class OvsdbRecipe
{
    /// <summary>The name of the client port.</summary>
    public const string ClientPort = "client";

    /// <summary>The name of the port of the server's commands.</summary>
    public const string ControlPort = "control";

    /// <summary>The name of the database.</summary>
    public const string Database = "chaos";

    private const string Folder = "/etc/chaos";
    private const string DataVolume = "/data";
    private const string Script = $"{Folder}/start.sh";
    private const string Relay = $"{Folder}/relay.pl";
    private const string ControlSocket = "/tmp/ovsdb.ctl";
    private const string PeerPort = "6644";

    // A first node that lost its data must not create a second cluster: the mark lies outside of the data.
    private const string StartScript = $$"""
        #!/bin/sh
        set -e
        own=$1 timer=$2 first=$3 file=$4
        shift 4
        if [ ! -f "$file" ]; then
          if [ "$first" = yes ] && [ ! -f {{Folder}}/created ]; then
            ovsdb-tool --election-timer="$timer" create-cluster "$file" {{Folder}}/schema.json "tcp:$own:{{PeerPort}}"
            touch {{Folder}}/created
          else
            ovsdb-tool join-cluster "$file" {{Database}} "tcp:$own:{{PeerPort}}" "$@"
          fi
        fi
        perl {{Relay}} &
        exec ovsdb-server -vconsole:info -vsyslog:off -vfile:off --remote=ptcp:6640:0.0.0.0 --unixctl={{ControlSocket}} "$file"

        """;

    // The server takes commands on a socket in its own file system only: this passes them on from a port.
    private const string RelayScript = $$"""
        use strict; use IO::Socket::INET; use IO::Socket::UNIX; use IO::Select;
        $SIG{CHLD} = 'IGNORE';
        my $server = IO::Socket::INET->new(LocalPort => 6645, Listen => 8, ReuseAddr => 1) or die "relay: $!";
        while (1) {
          my $client = $server->accept or next;
          next if fork;
          my $control = IO::Socket::UNIX->new(Peer => '{{ControlSocket}}') or exit 1;
          my $both = IO::Select->new($client, $control);
          while (my @ready = $both->can_read(30)) {
            for my $from (@ready) {
              exit 0 unless sysread($from, my $bytes, 65536);
              syswrite($from == $client ? $control : $client, $bytes);
            }
          }
          exit 0;
        }

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
                    Ports = new Dictionary<string, int> { [ClientPort] = 6640, ["raft"] = 6644, [ControlPort] = 6645 },
                    DataDirectory = DataVolume,
                    Launch = place => Launch(place, nodes, settings, place.Name == nodes[0], $"{DataVolume}/{Database}.db"),
                    Join = join => Launch(join.Place, join.Members, settings, false, $"{DataVolume}/{Database}-{join.Life}.db"),
                },
            ],
        };
    }

    /// <summary>Where a node is reached by the others.</summary>
    public static string PeerAddress(System.Net.IPAddress address) => $"tcp:{address}:{PeerPort}";

    private static NodeLaunch Launch(NodePlace place, IReadOnlyList<string> members, OvsdbSettings settings, bool founds, string file) => new()
    {
        Arguments =
        [
            "/bin/sh", Script, $"{place.Address}", settings.ElectionMs.ToString(CultureInfo.InvariantCulture), founds ? "yes" : "no", file,
            .. members.Where(node => node != place.Name).Select(node => PeerAddress(place.Peers[node])),
        ],
        Files = new Dictionary<string, string> { [Script] = StartScript, [Relay] = RelayScript, [$"{Folder}/schema.json"] = Schema },
    };
}
