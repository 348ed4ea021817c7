using System.Globalization;

namespace Chaos.Systems.Kafka;

/// <summary>How Kafka is started, as data: every node is broker and controller.</summary>
internal static class KafkaRecipe
{
    /// <summary>The name of the brokers' port.</summary>
    public const string ClientPort = "client";

    /// <summary>The name of the controllers' port.</summary>
    public const string ControllerPort = "controller";

    private const string Folder = "/etc/chaos";
    private const string DataVolume = "/data";
    private const string Script = $"{Folder}/start.sh";

    // A name for the cluster's data, which is nowhere else; a kind of uuid is wanted.
    private const string ClusterId = "Y2hhb3MtY2hhb3MtY2hhbw";

    private const string StartScript = $"""
        #!/bin/sh
        set -ef
        options="-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dlog4j2.configurationFile={Folder}/log4j2.yaml -cp /opt/kafka/libs/*"
        [ -f {DataVolume}/kafka/meta.properties ] \
          || java $options kafka.tools.StorageTool format -t {ClusterId} -c {Folder}/server.properties --ignore-formatted
        exec java $options kafka.Kafka {Folder}/server.properties

        """;

    private const string Logging = """
        Configuration:
          Appenders:
            Console:
              name: STDOUT
              PatternLayout: {pattern: "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %p %c - %m%n"}
          Loggers:
            Root: {level: INFO, AppenderRef: {ref: STDOUT}}

        """;

    private const string Dockerfile = $$"""
        ARG BASE
        FROM ${BASE} AS java
        {{JavaRuntime.Build}}

        FROM ${BASE}
        {{JavaRuntime.Copy}}
        ADD server.tar.gz /opt/kafka/

        """;

    /// <summary>The recipe of a cluster whose nodes are named n1, n2, ...</summary>
    public static SystemRecipe Create(KafkaSettings settings, int nodeCount, ServersDirectory servers)
    {
        var nodes = NodeNames.Of(nodeCount);
        var folder = $"kafka-{settings.Version}";
        return new SystemRecipe
        {
            System = KafkaSystem.SystemName,
            MaintenanceTasks = KafkaMaintenance.Tasks,
            ReadyWithin = TimeSpan.FromSeconds(120),
            // Controllers elect after two seconds; the partitions of a silent broker get other leaders after its session only.
            ElectionTimeout = TimeSpan.FromMilliseconds(settings.SessionMs),
            Groups =
            [
                new NodeGroup
                {
                    Name = "servers",
                    Nodes = nodes,
                    Voters = true,
                    Image = new ImageRecipe
                    {
                        Reference = $"apache/kafka:{settings.Version}",
                        LocalTag = $"chaos/kafka:{settings.Version}",
                        ServerFile = servers.Contains(folder) ? folder : $"{folder}.tar.gz",
                        ServerDockerfile = Dockerfile,
                    },
                    Ports = new Dictionary<string, int> { [ClientPort] = 9092, [ControllerPort] = 9093 },
                    DataDirectory = DataVolume,
                    Launch = place => new NodeLaunch
                    {
                        Arguments = ["/bin/sh", Script],
                        Files = new Dictionary<string, string>
                        {
                            [Script] = StartScript,
                            [$"{Folder}/log4j2.yaml"] = Logging,
                            [$"{Folder}/server.properties"] = Properties(place, nodes, settings),
                        },
                    },
                },
            ],
        };
    }

    private static string Properties(NodePlace place, string[] nodes, KafkaSettings settings) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        process.roles=broker,controller
        node.id={NodeNames.NumberOf(place.Name)}
        controller.quorum.voters={string.Join(',', nodes.Select(node => $"{NodeNames.NumberOf(node)}@{node}:9093"))}
        listeners=PLAINTEXT://:9092,CONTROLLER://:9093
        advertised.listeners=PLAINTEXT://{place.Address}:9092
        controller.listener.names=CONTROLLER
        listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
        inter.broker.listener.name=PLAINTEXT
        log.dirs={DataVolume}/kafka
        auto.create.topics.enable=false
        default.replication.factor={settings.Replicas}
        min.insync.replicas={settings.MinInSync}
        offsets.topic.replication.factor={settings.Replicas}
        offsets.topic.num.partitions=1
        transaction.state.log.replication.factor={settings.Replicas}
        transaction.state.log.min.isr={settings.MinInSync}
        transaction.state.log.num.partitions=1
        broker.session.timeout.ms={settings.SessionMs}
        broker.heartbeat.interval.ms={Math.Min(2_000, settings.SessionMs / 4)}
        replica.lag.time.max.ms=10000

        """);
}
