using System.Globalization;

namespace Chaos.Systems;

/// <summary>The recipe of a cluster of our own programs: names and groups, which the simulator needs as well, and how containers start.</summary>
internal static class ProgramRecipes
{
    /// <summary>The name of the port on which a node hears other nodes, clients and operators.</summary>
    public const string Port = "client";

    private const int PortNumber = 7000;
    private const string DataVolume = "/data";

    // The first line of a life with empty data: a directory below the volume, which is the node's own.
    private const string DataDirectory = $"{DataVolume}/node";

    private static readonly ImageRecipe image = new()
    {
        Reference = "chaos/node:latest",
        LocalTag = "chaos/node:latest",
        Program = "chaos-node",
    };

    /// <summary>Nodes n1, n2, ..., all of them voters.</summary>
    /// <param name="system">The system.</param>
    /// <param name="options">Its options, which every node is told.</param>
    /// <param name="nodeCount">How many.</param>
    /// <param name="canJoin">Whether its members can be changed.</param>
    public static SystemRecipe Create(string system, Options options, int nodeCount, bool canJoin)
    {
        string[] nodes = [.. Enumerable.Range(1, nodeCount).Select(i => string.Create(CultureInfo.InvariantCulture, $"n{i}"))];
        return new()
        {
            System = system,
            MaintenanceTasks = ProgramMaintenance.Tasks,
            TellsDigests = true,
            Groups =
            [
                new NodeGroup
                {
                    Name = "servers",
                    Nodes = nodes,
                    Voters = true,
                    Image = image,
                    Ports = new Dictionary<string, int> { [Port] = PortNumber },
                    DataDirectory = DataVolume,
                    Launch = place => Launch(system, options, place, nodes, DataDirectory),
                    // It belongs to nobody until a leader tells it so.
                    Join = canJoin ? join => Launch(system, options, join.Place, [], $"{DataDirectory}-{join.Life}") : null,
                },
            ],
        };
    }

    private static NodeLaunch Launch(string system, Options options, NodePlace place, IReadOnlyList<string> members, string directory) => new()
    {
        Arguments =
        [
            "/chaos-node", system, "--name", place.Name, "--data", directory, "--port", PortNumber.ToString(CultureInfo.InvariantCulture),
            // n10 comes after n9: the order of the cluster, in which nodes are numbered.
            .. place.Peers.OrderBy(peer => peer.Key.Length).ThenBy(peer => peer.Key, StringComparer.Ordinal)
                .SelectMany(peer => new[] { "--peer", $"{peer.Key}={peer.Value}" }),
            .. members.SelectMany(member => new[] { "--member", member }),
            .. options.Effective.Where(option => option.Value is not null).SelectMany(option => new[] { "--opt", $"{option.Key}={option.Value}" }),
        ],
    };
}
