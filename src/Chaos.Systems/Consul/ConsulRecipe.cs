using System.Globalization;

namespace Chaos.Systems;

/// <summary>How Consul is started, as data.</summary>
internal static class ConsulRecipe
{
    /// <summary>The name of the client port.</summary>
    public const string ClientPort = "client";

    private const string DataVolume = "/data";

    /// <summary>The recipe of a cluster whose nodes are named n1, n2, ...</summary>
    public static SystemRecipe Create(ConsulSettings settings, int nodeCount)
    {
        var nodes = NodeNames.Of(nodeCount);
        return new SystemRecipe
        {
            System = ConsulSystem.SystemName,
            // With a multiplier of 1.
            ElectionTimeout = TimeSpan.FromSeconds(1),
            MaintenanceTasks = ConsulMaintenance.Tasks,
            Groups =
            [
                new NodeGroup
                {
                    Name = "servers",
                    Nodes = nodes,
                    Voters = true,
                    Image = ConsulSettings.Versions.Image($"hashicorp/consul:{settings.Version}", settings.Version, _ => Dockerfile),
                    Ports = new Dictionary<string, int> { [ClientPort] = 8500, ["raft"] = 8300, ["gossip"] = 8301 },
                    DataDirectory = DataVolume,
                    // Who joins a cluster must not found one.
                    Launch = place => Launch(
                        place, nodes, $"{DataVolume}/consul", "-bootstrap-expect", nodes.Length.ToString(CultureInfo.InvariantCulture)),
                    Join = join => Launch(join.Place, join.Members, $"{DataVolume}/consul-{join.Life}"),
                    LeavesItself = true,
                },
            ],
        };
    }

    // Where the official image has the program.
    private const string Dockerfile = """
        ARG BASE
        FROM ${BASE}
        RUN pkg consul && rm -rf /var/lib/consul && ln -sf /usr/bin/consul /bin/consul

        """;

    private static NodeLaunch Launch(NodePlace place, IReadOnlyList<string> members, string directory, params string[] founding) => new()
    {
        Arguments =
        [
            "/bin/consul", "agent", "-server",
            .. founding,
            "-node", place.Name,
            "-data-dir", directory,
            "-bind", place.Address.ToString(),
            "-client", "0.0.0.0",
            .. members.Where(node => node != place.Name).SelectMany(node => new[] { "-retry-join", node }),
            "-retry-interval", "1s",
            // One is Consul's own advice for servers in production.
            "-hcl", "performance { raft_multiplier = 1 leave_drain_time = \"1s\" }",
            // A server that was killed stays a member: who belongs to the cluster is changed by Chaos alone.
            "-hcl", "autopilot { cleanup_dead_servers = false server_stabilization_time = \"1s\" }",
            "-hcl", "leave_on_terminate = false",
            "-hcl", "disable_update_check = true",
        ],
    };
}
