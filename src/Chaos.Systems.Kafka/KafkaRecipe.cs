using System.Globalization;

namespace Chaos.Systems.Kafka;

/// <summary>How Kafka is started, as data: every node is broker and controller, or the controllers are nodes of their own.</summary>
internal static class KafkaRecipe
{
    /// <summary>The name of the brokers' port.</summary>
    public const string ClientPort = "client";

    /// <summary>The name of the controllers' port.</summary>
    public const string ControllerPort = "controller";

    /// <summary>The number of the controllers' port.</summary>
    public const int ControllerPortNumber = 9093;

    /// <summary>The name that Kafka's configuration has for the controllers' port.</summary>
    public const string ControllerListener = "CONTROLLER";

    private const string Folder = "/etc/chaos";
    private const string DataVolume = "/data";
    private const string Script = $"{Folder}/start.sh";

    // A name for the cluster's data, which is nowhere else; a kind of uuid is wanted.
    private const string ClusterId = "Y2hhb3MtY2hhb3MtY2hhbw";

    // Its arguments: the directory of the data, and who votes first.
    private const string StartScript = $"""
        #!/bin/sh
        set -ef
        options="-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dlog4j2.configurationFile={Folder}/log4j2.yaml -cp /opt/kafka/libs/*"
        [ -f $1/meta.properties ] \
          || java $options kafka.tools.StorageTool format -t {ClusterId} -c {Folder}/server.properties --ignore-formatted $2
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
            WhyMembersStay = controllers.Length == 0
                ? "A broker's data would go with its vote. Only controllers apart can be changed (--opt controllers=3)."
                : "quorum=static fixes the controllers that vote. With quorum=dynamic they can be changed.",
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
                    Ports = new Dictionary<string, int> { [ControllerPort] = ControllerPortNumber },
                    Launch = place => Launch(place, settings, voters, isBroker: false, isController: true),
                    Join = settings.DynamicQuorum ? join => Join(join, settings) : null,
                },
            ],
        };
    }

    private static NodeLaunch Launch(NodePlace place, KafkaSettings settings, string[] voters, bool isBroker, bool isController)
    {
        var first = !settings.DynamicQuorum ? "" : isController ? $"--initial-controllers {KafkaVoters.Initial(voters)}" : KafkaVoters.None;
        return Launch(place, settings, voters, isBroker, isController, $"{DataVolume}/kafka", first);
    }

    // A controller that has no vote yet.
    private static NodeLaunch Join(NodeJoin join, KafkaSettings settings) => Launch(
        join.Place, settings, join.Members, isBroker: false, isController: true, $"{DataVolume}/kafka-{join.Life}", KafkaVoters.None);

    private static NodeLaunch Launch(
        NodePlace place, KafkaSettings settings, IReadOnlyList<string> voters, bool isBroker, bool isController, string directory, string first) => new()
        {
            Arguments = ["/bin/sh", Script, directory, .. first.Length > 0 ? [first] : Array.Empty<string>()],
            Files = new Dictionary<string, string>
            {
                [Script] = StartScript,
                [$"{Folder}/log4j2.yaml"] = Logging,
                [$"{Folder}/server.properties"] = Common(place, settings, voters, directory) + (isBroker, isController) switch
                {
                    (true, true) => $"process.roles=broker,controller\nlisteners=PLAINTEXT://:9092,CONTROLLER://:9093\n{Broker(place)}",
                    (true, false) => $"process.roles=broker\nlisteners=PLAINTEXT://:9092\n{Broker(place)}",
                    _ => $"process.roles=controller\nlisteners=CONTROLLER://:9093\n{Controller(place, settings)}",
                },
            },
        };

    private static string Common(NodePlace place, KafkaSettings settings, IReadOnlyList<string> voters, string directory) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        node.id={KafkaNodes.IdOf(place.Name)}
        {KafkaVoters.Setting(voters, settings.DynamicQuorum)}
        controller.listener.names=CONTROLLER
        listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
        log.dirs={directory}
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

    // The voters keep the addresses of the voters themselves.
    private static string Controller(NodePlace place, KafkaSettings settings) =>
        settings.DynamicQuorum ? $"advertised.listeners=CONTROLLER://{place.Name}:9093\n" : "";

    private static string Broker(NodePlace place) => $"""
        advertised.listeners=PLAINTEXT://{place.Address}:9092
        inter.broker.listener.name=PLAINTEXT

        """;
}
