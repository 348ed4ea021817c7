using System.Text;
using Chaos.Clusters;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Chaos.Benchmarks;

/// <summary>What users do today: containers with NET_ADMIN and nft in them, and one exec in each, all at once.</summary>
internal sealed class NftContainers(IDockerClient client, string runId, IReadOnlyList<string> containers, IReadOnlyList<string> addresses)
{
    /// <summary>Starts them in a network of their own.</summary>
    public static async Task<NftContainers> StartAsync(IDockerClient client, string runId, string image, int count)
    {
        var network = await RunNetwork.CreateAsync(client, runId, CancellationToken.None);
        var containers = new List<string>();
        var addresses = new List<string>();
        for (var i = 0; i < count; i++)
        {
            addresses.Add(network.AddressOf(i).ToString());
            var container = await client.Containers.CreateContainerAsync(new()
            {
                Name = $"chaos-{runId}-nft{i + 1}",
                Image = image,
                Labels = ChaosLabels.Of(runId, $"nft{i + 1}", "node"),
                Entrypoint = ["/bin/sleep", "infinity"],
                HostConfig = new HostConfig { NetworkMode = network.Name, CapAdd = ["NET_ADMIN"] },
                NetworkingConfig = new NetworkingConfig
                {
                    EndpointsConfig = new Dictionary<string, EndpointSettings>
                    {
                        [network.Name] = new() { IPAMConfig = new EndpointIPAMConfig { IPv4Address = addresses[i] } },
                    },
                },
            });
            await client.Containers.StartContainerAsync(container.ID, new());
            containers.Add(container.ID);
        }

        return new(client, runId, containers, addresses);
    }

    /// <summary>Cuts the first so many from the rest, each side dropping what comes from the other.</summary>
    public Task CutAsync(int side) => Task.WhenAll(containers.Select((container, i) =>
    {
        var others = addresses.Where((_, j) => (i < side) != (j < side));
        var drop = $"add rule ip cut in ip saddr {{ {string.Join(", ", others)} }} drop";
        return NftAsync(container, $"add table ip cut\nadd chain ip cut in {{ type filter hook input priority -300; }}\n{drop}\n");
    }));

    /// <summary>Removes the cuts.</summary>
    public Task HealAsync() => Task.WhenAll(containers.Select(container => NftAsync(container, "delete table ip cut\n")));

    /// <summary>Removes the containers and their network.</summary>
    public Task RemoveAsync() => new Leftovers(client).RemoveRunAsync(runId, CancellationToken.None);

    private async Task NftAsync(string container, string commands)
    {
        var exec = await client.Exec.CreateContainerExecAsync(
            container, new() { Cmd = ["nft", "-f", "-"], AttachStdin = true, AttachStdout = true, AttachStderr = true });
        using var stream = await client.Exec.StartContainerExecAsync(exec.ID, new());
        var bytes = Encoding.UTF8.GetBytes(commands);
        await stream.WriteAsync(bytes, 0, bytes.Length, CancellationToken.None);
        stream.CloseWrite();
        var (output, errors) = await stream.ReadOutputToEndAsync(CancellationToken.None);
        if (errors.Length + output.Length > 0) throw new InvalidOperationException($"nft said: {output}{errors}");
    }
}
