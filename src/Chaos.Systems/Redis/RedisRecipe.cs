using System.Globalization;

namespace Chaos.Systems;

/// <summary>How Redis and Valkey are started, as data: every node runs a server and a sentinel. The first node is the first primary.</summary>
internal static class RedisRecipe
{
    /// <summary>The name of the servers' port.</summary>
    public const string ClientPort = "client";

    /// <summary>The name of the sentinels' port.</summary>
    public const string SentinelPort = "sentinel";

    /// <summary>What the sentinels call the group.</summary>
    public const string GroupName = "chaos";

    private const string Folder = "/etc/chaos";
    private const string DataVolume = "/data";
    private const string Script = $"{Folder}/start.sh";

    // Both programs write their files anew, with what they agreed on: they are put there once.
    private const string StartScript = $"""
        #!/bin/sh
        set -e
        mkdir -p {DataVolume}/state
        for file in server sentinel; do
          [ -f {DataVolume}/state/$file.conf ] || cp {Folder}/$file.conf {DataVolume}/state/$file.conf
        done
        "$1-sentinel" {DataVolume}/state/sentinel.conf &
        exec "$1-server" {DataVolume}/state/server.conf

        """;

    /// <summary>The recipe of a cluster whose nodes are named n1, n2, ...</summary>
    public static SystemRecipe Create(RedisFlavour flavour, RedisSettings settings, int nodeCount)
    {
        var nodes = NodeNames.Of(nodeCount);
        return new SystemRecipe
        {
            System = flavour.Name,
            WhyMembersStay = "Its replicas and sentinels are not counted in a quorum that acknowledges writes.",
            ElectionTimeout = TimeSpan.FromMilliseconds(settings.DownAfterMs),
            Groups =
            [
                new NodeGroup
                {
                    Name = "servers",
                    Nodes = nodes,
                    Voters = true,
                    Image = flavour.Versions.Image($"{flavour.Image}:{settings.Version}", settings.Version, _ => $$"""
                        ARG BASE
                        FROM ${BASE}
                        RUN pkg {{flavour.Name}}-server {{flavour.Name}}-sentinel

                        """),
                    Ports = new Dictionary<string, int> { [ClientPort] = 6379, [SentinelPort] = 26379 },
                    DataDirectory = DataVolume,
                    Launch = place => new NodeLaunch
                    {
                        Arguments = ["/bin/sh", Script, flavour.Name],
                        Files = new Dictionary<string, string>
                        {
                            [Script] = StartScript,
                            [$"{Folder}/server.conf"] = Server(place, nodes[0], settings),
                            [$"{Folder}/sentinel.conf"] = Sentinel(place, nodes, settings),
                        },
                    },
                },
            ],
        };
    }

    private static string Server(NodePlace place, string first, RedisSettings settings) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        bind 0.0.0.0
        port 6379
        protected-mode no
        dir {DataVolume}
        appendonly yes
        repl-diskless-sync-delay 0
        replica-announce-ip {place.Address}
        min-replicas-to-write {settings.MinReplicas}
        min-replicas-max-lag 2
        {(place.Name == first ? "" : $"replicaof {place.Peers[first]} 6379")}

        """);

    private static string Sentinel(NodePlace place, string[] nodes, RedisSettings settings) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        bind 0.0.0.0
        port 26379
        protected-mode no
        dir /tmp
        sentinel announce-ip {place.Address}
        sentinel monitor {GroupName} {place.Peers[nodes[0]]} 6379 {(nodes.Length / 2) + 1}
        sentinel down-after-milliseconds {GroupName} {settings.DownAfterMs}
        sentinel failover-timeout {GroupName} 5000
        sentinel parallel-syncs {GroupName} {nodes.Length}

        """);
}
