using System.Text;
using Xunit;

namespace Chaos.ContainerTests;

public sealed class ResourceFaultTests(ThreeNodes nodes) : IClassFixture<ThreeNodes>
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(2) };
    private readonly CancellationToken cancellationToken = TestContext.Current.CancellationToken;

    private IResourceFaults Resources => nodes.Cluster.TryGetFaults<IResourceFaults>(out var resources)
        ? resources
        : throw new InvalidOperationException("no resource faults");

    [Fact]
    public async Task A_node_without_processor_time_stands_still_and_then_goes_on()
    {
        var before = await Resources.InspectResourcesAsync("n1", cancellationToken);
        await Resources.LimitProcessorAsync("n1", 0.01, cancellationToken);
        await ThreeNodes.UntilAsync(
            "n1 stood still for the limit",
            async () => (await Resources.InspectResourcesAsync("n1", cancellationToken)).ThrottledNs > before.ThrottledNs);
        await Resources.LimitProcessorAsync("n1", null, cancellationToken);

        await ThreeNodes.UntilAsync("n1 is healthy", () => nodes.IsHealthyAsync("n1"));
        Assert.InRange(before.ProcessorNs, 1, long.MaxValue);
    }

    [Fact]
    public async Task A_node_that_wants_more_memory_than_it_may_is_refused_it_or_ended_and_comes_back_without_the_limit()
    {
        await ThreeNodes.UntilAsync("n2 is healthy", () => nodes.IsHealthyAsync("n2"));
        var before = await Resources.InspectResourcesAsync("n2", cancellationToken);
        var limit = (before.MemoryBytes * 5 / 4) & ~4095L; // whole pages
        await Resources.LimitMemoryAsync("n2", limit, cancellationToken);
        var limited = await Resources.InspectResourcesAsync("n2", cancellationToken);
        await ThreeNodes.UntilAsync("n2 was refused memory", async () =>
        {
            await PutAsync("n2");
            return (await Resources.InspectResourcesAsync("n2", cancellationToken)).MemoryRefusals > before.MemoryRefusals;
        });
        await Resources.LimitMemoryAsync("n2", null, cancellationToken);
        await nodes.Processes.StartAsync("n2", cancellationToken);

        Assert.Null(before.MemoryLimitBytes);
        Assert.Equal(limit, limited.MemoryLimitBytes);
        Assert.Null((await Resources.InspectResourcesAsync("n2", cancellationToken)).MemoryLimitBytes);
        await ThreeNodes.UntilAsync("n2 is healthy again", () => nodes.IsHealthyAsync("n2"));
    }

    [Fact]
    public async Task A_limit_that_the_engine_refuses_is_an_error_with_its_words()
    {
        var refused = await Assert.ThrowsAsync<ClusterException>(
            async () => await Resources.LimitMemoryAsync("n3", 1 << 20, cancellationToken));

        Assert.Contains("6MB", refused.Message, StringComparison.Ordinal);
    }

    private async Task PutAsync(string node)
    {
        var endpoint = nodes.Cluster.Nodes.First(n => n.Name == node).EndpointOf("client");
        var value = Convert.ToBase64String(new byte[1_000_000]);
        using var content = new StringContent($$"""{"key":"a2V5","value":"{{value}}"}""", Encoding.UTF8, "application/json");
        try
        {
            using var answer = await Http.PostAsync(new Uri($"http://{endpoint}/v3/kv/put"), content, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            // It may have been ended for it.
        }
    }
}
