using System.Globalization;

namespace Chaos.Systems.RabbitMq;

/// <summary>How RabbitMQ is started, as data.</summary>
internal static class RabbitMqRecipe
{
    /// <summary>The name of the client port.</summary>
    public const string ClientPort = "client";

    /// <summary>The name of the management plug-in's port.</summary>
    public const string ManagementPort = "management";

    private const string Folder = "/etc/chaos";
    private const string DataVolume = "/data";
    private const string Script = $"{Folder}/start.sh";

    // The server runs as its own user, with a cookie that all nodes share; the official image has it in /opt.
    private const string StartScript = $$"""
        #!/bin/sh
        set -e
        mkdir -p {{DataVolume}}/rabbitmq
        printf chaos > /var/lib/rabbitmq/.erlang.cookie
        chmod 400 /var/lib/rabbitmq/.erlang.cookie
        chown -R rabbitmq:rabbitmq {{DataVolume}}/rabbitmq /var/lib/rabbitmq {{Folder}}
        server=$(ls /usr/lib/rabbitmq/bin/rabbitmq-server /opt/rabbitmq/sbin/rabbitmq-server 2>/dev/null | head -n 1)
        exec setpriv --reuid rabbitmq --regid rabbitmq --init-groups env HOME=/var/lib/rabbitmq RABBITMQ_LOGS=- \
          RABBITMQ_NODENAME="rabbit@$1" RABBITMQ_MNESIA_BASE={{DataVolume}}/rabbitmq RABBITMQ_CONFIG_FILE={{Folder}}/rabbitmq.conf \
          RABBITMQ_ENABLED_PLUGINS_FILE={{Folder}}/enabled_plugins RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="+S 2:2 +sbwt none -kernel net_ticktime $2" "$server"

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
            ReadyWithin = TimeSpan.FromSeconds(120),
            Groups =
            [
                new NodeGroup
                {
                    Name = "servers",
                    Nodes = nodes,
                    Voters = true,
                    Image = RabbitMqSettings.Versions.Image($"rabbitmq:{settings.Version}", settings.Version, _ => Dockerfile),
                    Ports = new Dictionary<string, int> { [ClientPort] = 5672, [ManagementPort] = 15672, ["peer"] = 25672 },
                    DataDirectory = DataVolume,
                    Launch = place => new NodeLaunch
                    {
                        Arguments = ["/bin/sh", Script, place.Name, settings.TickSeconds.ToString(CultureInfo.InvariantCulture)],
                        Files = new Dictionary<string, string>
                        {
                            [Script] = StartScript,
                            [$"{Folder}/enabled_plugins"] = "[rabbitmq_management].\n",
                            [$"{Folder}/rabbitmq.conf"] = ConfigOf(nodes, settings),
                        },
                    },
                },
            ],
        };
    }

    private static string ConfigOf(string[] nodes, RabbitMqSettings settings) => string.Create(
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
