using Chaos.Clusters;
using Xunit;

namespace Chaos.ContainerTests;

/// <summary>The engine of these tests. Where none answers a test is skipped, or fails where <c>CHAOS_REQUIRE_DOCKER=1</c>.</summary>
internal static class Engines
{
    public static bool AreRequired => Environment.GetEnvironmentVariable("CHAOS_REQUIRE_DOCKER") == "1";

    public static async Task<DockerEngine> RequireAsync()
    {
        try
        {
            return await DockerEngine.ConnectAsync(TestContext.Current.CancellationToken);
        }
        catch (ClusterException e) when (!AreRequired)
        {
            Assert.Skip(e.Message);
            throw;
        }
    }

    /// <summary>Starts a cluster of etcd nodes; skips where its image can neither be had nor built.</summary>
    public static async Task<DockerCluster> StartEtcdAsync(
        DockerEngine engine, string runId, int nodes, ClusterNeeds? needs = null)
    {
        try
        {
            var settings = new DockerClusterSettings
            {
                RunId = runId,
                Recipe = EtcdNodes.Recipe(nodes),
                Needs = needs ?? ClusterNeeds.None,
                Clock = new RunClock(TimeProvider.System),
            };
            return await engine.StartAsync(settings, TestContext.Current.CancellationToken);
        }
        catch (ClusterException e) when (!AreRequired && e.Message.Contains("cannot be pulled", StringComparison.Ordinal))
        {
            Assert.Skip(e.Message);
            throw;
        }
    }

    /// <summary>A run id of this test process.</summary>
    public static string RunId(string test) => $"test-{test}-{Environment.ProcessId}";
}
