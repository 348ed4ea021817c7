using System.Globalization;

namespace Chaos.Systems.Kafka;

/// <summary>How Kafka is started, as data: every node is broker and controller, or the controllers are nodes of their own.</summary>
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

    /// <summary>The recipe of a cluster whose brokers are named n1, n2, ..., and whose controllers, where they are apart, c1, c2, ...</summary>
    public static SystemRecipe Create(KafkaSettings settings, int brokerCount, ServersDirectory servers)
    {
        var brokers = NodeNames.Of(brokerCount);
        var controllers = KafkaNodes.ControllersOf(settings);
        string[] voters = controllers.Length > 0 ? controllers : brokers;
        var folder = $"kafka-{settings.Version}";
        var group = new NodeGroup
        {
            Name = KafkaNodes.Brokers,
            Nodes = brokers,
            Voters = controllers.Length == 0,
            // Most replicas of a partition must be in sync, and so alive.
            NeedsMajority = true,
            Image = new ImageRecipe
            {
                Reference = $"apache/kafka:{settings.Version}",
                LocalTag = $"chaos/kafka:{settings.Version}",
                ServerFile = servers.Contains(folder) ? folder : $"{folder}.tar.gz",
                ServerDockerfile = Dockerfile,
            },
            Ports = new Dictionary<string, int> { [ClientPort] = 9092, [ControllerPort] = 9093 },
            DataDirectory = DataVolume,
            Launch = place => Launch(place, settings, voters, isBroker: true, isController: controllers.Length == 0),
        };
        var recipe = new SystemRecipe
        {
            System = KafkaSystem.SystemName,
            MaintenanceTasks = KafkaMaintenance.Tasks,
            ReadyWithin = TimeSpan.FromSeconds(120),
            // Controllers elect after two seconds; the partitions of a silent broker get other leaders after its session only.
            ElectionTimeout = TimeSpan.FromMilliseconds(settings.SessionMs),
            Groups = [group],
        };
        // The brokers start first, and wait for their controllers.
        return controllers.Length == 0 ? recipe : recipe with
        {
            Groups =
            [
                group with { Ports = new Dictionary<string, int> { [ClientPort] = 9092 } },
                group with
                {
                    Name = KafkaNodes.Controllers,
                    Nodes = controllers,
                    Voters = true,
                    ServesClients = false,
                    Ports = new Dictionary<string, int> { [ControllerPort] = 9093 },
                    Launch = place => Launch(place, settings, voters, isBroker: false, isController: true),
                },
            ],
        };
    }

    private static NodeLaunch Launch(NodePlace place, KafkaSettings settings, string[] voters, bool isBroker, bool isController) => new()
    {
        Arguments = ["/bin/sh", Script],
        Files = new Dictionary<string, string>
        {
            [Script] = StartScript,
            [$"{Folder}/log4j2.yaml"] = Logging,
            [$"{Folder}/server.properties"] = Common(place, settings, voters) + (isBroker, isController) switch
            {
                (true, true) => $"process.roles=broker,controller\nlisteners=PLAINTEXT://:9092,CONTROLLER://:9093\n{Broker(place)}",
                (true, false) => $"process.roles=broker\nlisteners=PLAINTEXT://:9092\n{Broker(place)}",
                _ => "process.roles=controller\nlisteners=CONTROLLER://:9093\n",
            },
        },
    };

    private static string Common(NodePlace place, KafkaSettings settings, string[] voters) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        node.id={KafkaNodes.IdOf(place.Name)}
        controller.quorum.voters={string.Join(',', voters.Select(node => $"{KafkaNodes.IdOf(node)}@{node}:9093"))}
        controller.listener.names=CONTROLLER
        listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
        log.dirs={DataVolume}/kafka
        auto.create.topics.enable=false
        default.replication.factor={settings.Replicas}
        min.insync.replicas={settings.MinInSync}
        offsets.topic.replication.factor={settings.Replicas}
        offsets.topic.num.partitions=1
        transaction.state.log.replication.factor={settings.Replicas}
        transaction.state.log.min.isr={settings.MinInSync}
        transaction.state.log.num.partitions=6
        transaction.abort.timed.out.transaction.cleanup.interval.ms=1000
        broker.session.timeout.ms={settings.SessionMs}
        broker.heartbeat.interval.ms={Math.Min(2_000, settings.SessionMs / 4)}
        replica.lag.time.max.ms=10000

        """);

    private static string Broker(NodePlace place) => $"""
        advertised.listeners=PLAINTEXT://{place.Address}:9092
        inter.broker.listener.name=PLAINTEXT

        """;
}
