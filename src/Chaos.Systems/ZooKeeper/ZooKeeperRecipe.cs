using System.Globalization;

namespace Chaos.Systems;

/// <summary>How ZooKeeper is started, as data.</summary>
internal static class ZooKeeperRecipe
{
    /// <summary>The name of the client port.</summary>
    public const string ClientPort = "client";

    private const int SyncLimit = 3;
    private const int ClientPortNumber = 2181;
    private const int AdminPortNumber = 8080;
    private const string DataVolume = "/data";
    private const string Folder = "/etc/chaos";
    private const string Script = $"{Folder}/start.sh";

    // The folder of the image's jars, official or ours. The number of the server lies with the data, which may be wiped.
    private const string StartScript = """
        #!/bin/sh
        set -e
        mkdir -p "$2"
        echo "$1" > "$2/myid"
        jars=$(ls -d /apache-zookeeper-*/lib /zookeeper/lib 2>/dev/null | head -n 1)
        exec java -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dzookeeper.admin.snapshot.intervalTime=0 \
          -Dorg.slf4j.simpleLogger.showDateTime=true "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX" \
          -cp "/etc/chaos:$jars/*" org.apache.zookeeper.server.quorum.QuorumPeerMain /etc/chaos/zoo.cfg

        """;

    // For the official image, which logs through logback; ours logs in the same form by itself.
    private const string Logging = """
        <configuration>
          <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
            <encoder><pattern>%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} [%t] %p %c - %m%n</pattern></encoder>
          </appender>
          <root level="INFO"><appender-ref ref="OUT"/></root>
        </configuration>

        """;

    private const string Jars =
        "zookeeper zookeeper-jute commons-cli commons-io metrics-core netty-all netty-buffer netty-codec netty-common netty-handler "
        + "netty-resolver netty-transport netty-transport-native-unix-common slf4j-api slf4j-simple snappy-java "
        // What the server's administration over HTTP needs.
        + "jetty9-http jetty9-io jetty9-security jetty9-server jetty9-servlet jetty9-util jetty9-util-ajax servlet-api "
        + "jackson-annotations jackson-core jackson-databind";

    private const string Packages =
        "libzookeeper-java libcommons-cli-java libcommons-io-java libdropwizard-metrics-java libnetty-java libslf4j-java libsnappy-java "
        + "libjetty9-java libservlet-api-java libjackson2-annotations-java libjackson2-core-java libjackson2-databind-java";

    /// <summary>The recipe of a cluster whose nodes are named n1, n2, ...</summary>
    public static SystemRecipe Create(ZooKeeperSettings settings, int nodeCount)
    {
        var nodes = NodeNames.Of(nodeCount);
        return new SystemRecipe
        {
            System = ZooKeeperSystem.SystemName,
            // A follower gives up a leader that is silent for so many ticks, and elects then.
            MaintenanceTasks = settings.GivesSnapshots ? ZooKeeperAdmin.Tasks : [],
            TellsDigests = settings.GivesSnapshots,
            ElectionTimeout = TimeSpan.FromMilliseconds(settings.TickMs * SyncLimit),
            Groups =
            [
                new NodeGroup
                {
                    Name = "servers",
                    Nodes = nodes,
                    Voters = true,
                    Image = ZooKeeperSettings.Versions.Image($"zookeeper:{settings.Version}", settings.Version, Dockerfile),
                    Ports = new Dictionary<string, int>
                    {
                        [ClientPort] = ClientPortNumber,
                        ["peer"] = 2888,
                        ["election"] = 3888,
                        [ZooKeeperAdmin.Port] = AdminPortNumber,
                    },
                    DataDirectory = DataVolume,
                    Launch = place => Launch(place, nodes, settings, $"{DataVolume}/zookeeper"),
                    Join = join => Launch(join.Place, join.Members, settings, $"{DataVolume}/zookeeper-{join.Life}"),
                },
            ],
        };
    }

    /// <summary>How a node stands in the configuration: its server's number is that of its name.</summary>
    public static string ServerLine(string node) => string.Create(
        CultureInfo.InvariantCulture, $"server.{NodeNames.NumberOf(node)}={node}:2888:3888:participant;{ClientPortNumber}");

    // The jars alone: the package would bring a whole Java desktop with it.
    private static string Dockerfile(string suite) => $$"""
        ARG BASE
        FROM ${BASE} AS java
        {{JavaRuntime.Build}}
        RUN mkdir -p /packages /zookeeper/lib && cd /packages && apt-get update && apt-get download {{Packages}} \
         && for package in *.deb; do dpkg -x "$package" root; done \
         && for jar in {{Jars}}; do find root/usr/share/java -name "$jar.jar" -exec cp -L {} /zookeeper/lib/ ';'; done

        FROM ${BASE}
        {{JavaRuntime.Copy}}
        COPY --from=java /zookeeper /zookeeper

        """;

    private static NodeLaunch Launch(NodePlace place, IReadOnlyList<string> members, ZooKeeperSettings settings, string directory) => new()
    {
        Arguments = ["/bin/sh", Script, NodeNames.NumberOf(place.Name).ToString(CultureInfo.InvariantCulture), directory],
        Files = new Dictionary<string, string>
        {
            [Script] = StartScript,
            [$"{Folder}/logback.xml"] = Logging,
            // ZooKeeper writes this file anew itself when the members change: it is written once, and not at every start.
            [$"{Folder}/zoo.cfg"] = string.Create(CultureInfo.InvariantCulture, $"""
                tickTime={settings.TickMs}
                initLimit=10
                syncLimit={SyncLimit}
                dataDir={directory}
                maxClientCnxns=0
                admin.serverPort={AdminPortNumber}
                4lw.commands.whitelist=srvr
                standaloneEnabled=false
                reconfigEnabled=true
                skipACL=yes
                {(settings.CommitLog == 0 ? "" : $"commitLogCount={settings.CommitLog}\nsnapshotSizeFactor=-1")}
                {string.Join('\n', members.Select(ServerLine))}

                """),
        },
    };
}
