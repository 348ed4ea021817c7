using System.Globalization;

namespace Chaos.Systems;

/// <summary>How NATS is started, as data.</summary>
internal static class NatsRecipe
{
    /// <summary>The name of the client port.</summary>
    public const string ClientPort = "client";

    /// <summary>The name of the port that tells the server's state.</summary>
    public const string MonitorPort = "monitor";

    private const string DataVolume = "/data";
    private const string Config = "/etc/chaos/nats.conf";
    private const int PeerPort = 6222;

    /// <summary>The recipe of a cluster whose nodes are named n1, n2, ...</summary>
    public static SystemRecipe Create(NatsSettings settings, int nodeCount, ServersDirectory servers)
    {
        var nodes = NodeNames.Of(nodeCount);
        return new SystemRecipe
        {
            System = NatsSystem.SystemName,
            WhyMembersStay = "A server that was removed may not come back for five minutes, which no setting shortens.",
            // Fixed in the server: it waits 4 to 9 s.
            ElectionTimeout = TimeSpan.FromSeconds(4),
            Groups =
            [
                new NodeGroup
                {
                    Name = "servers",
                    Nodes = nodes,
                    Voters = true,
                    Image = NatsSettings.Versions.Image(
                        $"nats:{settings.Version}-alpine", settings.Version, _ => Dockerfile,
                        serverFile: NatsSettings.FileOf(settings.Version), servers: servers),
                    Ports = new Dictionary<string, int> { [ClientPort] = 4222, [MonitorPort] = 8222, ["peer"] = PeerPort },
                    DataDirectory = DataVolume,
                    Launch = place => new NodeLaunch
                    {
                        Arguments = ["/usr/local/bin/nats-server", "-c", Config],
                        Files = new Dictionary<string, string> { [Config] = ConfigOf(place.Name, nodes, settings) },
                    },
                },
            ],
        };
    }

    // Where the official image has the program.
    private const string Dockerfile = """
        ARG BASE
        FROM ${BASE}
        RUN pkg nats-server && mkdir -p /usr/local/bin && ln -sf /usr/sbin/nats-server /usr/local/bin/nats-server

        """;

    private static string ConfigOf(string node, string[] nodes, NatsSettings settings)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $$"""
            server_name: {{node}}
            listen: 0.0.0.0:4222
            http: 0.0.0.0:8222
            jetstream { store_dir: {{DataVolume}}/nats, max_file: 1G, sync_interval: {{settings.SyncInterval}} }

            """);
        // One server alone has no cluster to wait for.
        return nodes.Length == 1
            ? text
            : text + string.Create(CultureInfo.InvariantCulture, $$"""
                cluster {
                  name: chaos
                  listen: 0.0.0.0:{{PeerPort}}
                  routes: [{{string.Join(", ", nodes.Select(peer => $"nats://{peer}:{PeerPort}"))}}]
                }

                """);
    }
}
