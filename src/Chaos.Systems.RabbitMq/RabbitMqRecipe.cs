using System.Globalization;

namespace Chaos.Systems.RabbitMq;

/// <summary>How RabbitMQ is started, as data.</summary>
internal static class RabbitMqRecipe
{
    /// <summary>The name of the client port.</summary>
    public const string ClientPort = "client";

    /// <summary>The name of the management plug-in's port.</summary>
    public const string ManagementPort = "management";

    /// <summary>The name of the port that takes commands about the members.</summary>
    public const string ControlPort = "control";

    private const string Folder = "/etc/chaos";
    private const string DataVolume = "/data";
    private const string Script = $"{Folder}/start.sh";

    // The server runs as its own user, with a cookie that all nodes share; the official image has it in /opt.
    private const string StartScript = $$"""
        #!/bin/sh
        set -e
        mkdir -p "$3"
        printf chaos > /var/lib/rabbitmq/.erlang.cookie
        chmod 400 /var/lib/rabbitmq/.erlang.cookie
        chown -R rabbitmq:rabbitmq "$3" /var/lib/rabbitmq {{Folder}}
        server=$(ls /usr/lib/rabbitmq/bin/rabbitmq-server /opt/rabbitmq/sbin/rabbitmq-server 2>/dev/null | head -n 1)
        export HOME=/var/lib/rabbitmq RABBITMQ_NODENAME="rabbit@$1"
        setpriv --reuid rabbitmq --regid rabbitmq --init-groups perl {{Folder}}/control.pl "$(dirname "$server")" &
        exec setpriv --reuid rabbitmq --regid rabbitmq --init-groups env RABBITMQ_LOGS=- \
          RABBITMQ_MNESIA_BASE="$3" RABBITMQ_CONFIG_FILE={{Folder}}/rabbitmq.conf \
          RABBITMQ_ENABLED_PLUGINS_FILE={{Folder}}/enabled_plugins RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="+S 2:2 +sbwt none -kernel net_ticktime $2" "$server"

        """;

    // The members are changed by the server's own programs only, which run beside it: one line is a command, the answer is its exit code and its words.
    private const string ControlScript = """
        use strict; use IO::Socket::INET;
        my $folder = shift;
        my %does = (
          stop => 'rabbitmqctl stop_app', forget => 'rabbitmqctl forget_cluster_node %s', grow => 'rabbitmq-queues grow %s all',
          shrink => 'rabbitmq-queues shrink %s',
        );
        $SIG{CHLD} = 'IGNORE';
        my $server = IO::Socket::INET->new(LocalPort => 15673, Listen => 8, ReuseAddr => 1) or die "control: $!";
        while (1) {
          my $client = $server->accept or next;
          next if fork;
          $SIG{CHLD} = 'DEFAULT';
          (<$client> // '') =~ /^([a-z]+) ([a-z0-9]+)\s*$/ and $does{$1} or exit 1;
          my $command = sprintf $does{$1}, "rabbit\@$2";
          my $words = `$folder/$command 2>&1`;
          print $client $? >> 8, "\n", $words;
          exit 0;
        }

        """;

    private const string Dockerfile = """
        ARG BASE
        FROM ${BASE}
        RUN pkg rabbitmq-server && rm -rf /var/lib/rabbitmq/mnesia

        """;

    /// <summary>The recipe of a cluster whose nodes are named n1, n2, ...</summary>
    public static SystemRecipe Create(RabbitMqSettings settings, int nodeCount)
    {
        var nodes = NodeNames.Of(nodeCount);
        return new SystemRecipe
        {
            System = RabbitMqSystem.SystemName,
            WhyMembersStay = "Members of mirrored queues are no voters. Those of quorum queues can be changed: --opt queue=quorum.",
            ReadyWithin = TimeSpan.FromSeconds(120),
            Groups =
            [
                new NodeGroup
                {
                    Name = "servers",
                    Nodes = nodes,
                    Voters = true,
                    Image = RabbitMqSettings.Versions.Image($"rabbitmq:{settings.Version}", settings.Version, _ => Dockerfile),
                    Ports = new Dictionary<string, int> { [ClientPort] = 5672, [ManagementPort] = 15672, ["peer"] = 25672, [ControlPort] = 15673 },
                    DataDirectory = DataVolume,
                    Launch = place => Launch(place, nodes, settings, $"{DataVolume}/rabbitmq"),
                    Join = settings.Mirrored ? null : join => Launch(join.Place, join.Members, settings, $"{DataVolume}/rabbitmq-{join.Life}"),
                    LeavesItself = true,
                },
            ],
        };
    }

    private static NodeLaunch Launch(NodePlace place, IReadOnlyList<string> members, RabbitMqSettings settings, string directory) => new()
    {
        Arguments = ["/bin/sh", Script, place.Name, settings.TickSeconds.ToString(CultureInfo.InvariantCulture), directory],
        Files = new Dictionary<string, string>
        {
            [Script] = StartScript,
            [$"{Folder}/control.pl"] = ControlScript,
            [$"{Folder}/enabled_plugins"] = "[rabbitmq_management].\n",
            [$"{Folder}/rabbitmq.conf"] = ConfigOf(members, settings),
        },
    };

    private static string ConfigOf(IReadOnlyList<string> nodes, RabbitMqSettings settings) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        loopback_users = none
        cluster_formation.peer_discovery_backend = classic_config
        {string.Join('\n', nodes.Select((node, i) => $"cluster_formation.classic_config.nodes.{i + 1} = rabbit@{node}"))}
        cluster_partition_handling = {settings.Partitions}
        queue_leader_locator = balanced
        log.console = true
        log.console.level = info

        """);
}
