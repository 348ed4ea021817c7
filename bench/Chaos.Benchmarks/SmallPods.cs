using Chaos.Clusters;

namespace Chaos.Benchmarks;

/// <summary>Clusters of a small image that sleeps, and has nft in it for the comparison.</summary>
internal static class SmallPods
{
    /// <summary>The image: Debian with nftables.</summary>
    public static ImageRecipe Image { get; } = new()
    {
        Reference = "chaos/bench:1",
        LocalTag = "chaos/bench:1",
        DebianDockerfile = """
            ARG BASE
            FROM ${BASE}
            RUN pkg nftables

            """,
    };

    /// <summary>Starts so many nodes.</summary>
    public static Task<DockerCluster> StartAsync(DockerEngine engine, string runId, int nodes) => engine.StartAsync(
        new()
        {
            RunId = runId,
            Clock = new RunClock(TimeProvider.System),
            Recipe = new SystemRecipe
            {
                System = "sleep",
                Groups =
                [
                    new NodeGroup
                    {
                        Name = "sleepers",
                        Nodes = [.. Enumerable.Range(1, nodes).Select(i => $"n{i}")],
                        Voters = true,
                        Image = Image,
                        Ports = new Dictionary<string, int>(),
                        DataDirectory = "/data",
                        Launch = _ => new NodeLaunch { Arguments = ["/bin/sleep", "infinity"] },
                    },
                ],
            },
        },
        CancellationToken.None);

    /// <summary>The middle one of some times, ms.</summary>
    public static double Median(IEnumerable<double> times)
    {
        var sorted = times.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
