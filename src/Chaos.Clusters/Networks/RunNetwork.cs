using System.Net;
using System.Net.Sockets;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Chaos.Clusters;

/// <summary>The bridge network of one run, with a subnet of its own.</summary>
internal sealed record RunNetwork(string Name, IPNetwork Subnet)
{
    /// <summary>The host number of the first node; .1 is the gateway.</summary>
    private const int FirstHost = 11;

    /// <summary>How many nodes fit.</summary>
    public const int MaximumNodes = 200;

    /// <summary>The address of the node at a place in the order of all nodes.</summary>
    public IPAddress AddressOf(int place) => SubnetPool.AddressAt(Subnet, FirstHost + place);

    /// <summary>Creates it in the first free subnet.</summary>
    public static async Task<RunNetwork> CreateAsync(
        IDockerClient client, string runId, CancellationToken cancellationToken)
    {
        var taken = new List<IPNetwork>(SubnetPool.OfThisHost());
        taken.AddRange(await OfEngineAsync(client, cancellationToken));
        var name = $"chaos-{runId}";
        var refusals = 0;
        foreach (var subnet in SubnetPool.Candidates(runId, taken))
        {
            try
            {
                await client.Networks.CreateNetworkAsync(Parameters(name, runId, subnet), cancellationToken);
                return new RunNetwork(name, subnet);
            }
            catch (DockerApiException e) when (e.Message.Contains("overlap", StringComparison.OrdinalIgnoreCase)
                && ++refusals < 20)
            {
                // Another run took it between our look and our request.
            }
        }

        throw new ClusterException(
            $"No free subnet for the network {name}: 10.213.0.0/16 and 172.30.0.0/16 are taken. "
            + "Remove networks that nobody uses (chaos clean, docker network prune) and start again.");
    }

    private static NetworksCreateParameters Parameters(string name, string runId, IPNetwork subnet) => new()
    {
        Name = name,
        Driver = "bridge",
        Labels = ChaosLabels.Of(runId),
        IPAM = new IPAM
        {
            Driver = "default",
            Config =
            [
                new IPAMConfig { Subnet = subnet.ToString(), Gateway = SubnetPool.AddressAt(subnet, 1).ToString() },
            ],
        },
    };

    private static async Task<IEnumerable<IPNetwork>> OfEngineAsync(
        IDockerClient client, CancellationToken cancellationToken)
    {
        var networks = await client.Networks.ListNetworksAsync(cancellationToken: cancellationToken);
        return networks
            .SelectMany(network => network.IPAM?.Config ?? [])
            .Where(config => IPNetwork.TryParse(config.Subnet, out var subnet)
                && subnet.BaseAddress.AddressFamily == AddressFamily.InterNetwork)
            .Select(config => IPNetwork.Parse(config.Subnet));
    }
}
