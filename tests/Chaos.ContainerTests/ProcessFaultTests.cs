using System.Text;
using Chaos.Clusters;
using Docker.DotNet.Models;
using Xunit;

namespace Chaos.ContainerTests;

public sealed class ProcessFaultTests(ThreeNodes nodes) : IClassFixture<ThreeNodes>
{
    private readonly CancellationToken cancellationToken = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_node_is_gone_and_comes_back_as_another_incarnation()
    {
        var before = await nodes.Processes.InspectAsync("n1", cancellationToken);
        var kill = await nodes.Processes.KillAsync("n1", cancellationToken);
        var killed = await nodes.Processes.InspectAsync("n1", cancellationToken);
        await nodes.Processes.StartAsync("n1", cancellationToken);
        var after = await nodes.Processes.InspectAsync("n1", cancellationToken);

        Assert.Equal(NodeProcessState.Running, before.State);
        Assert.Equal(new NodeProcesses(NodeProcessState.Gone, null), killed);
        Assert.Equal(NodeProcessState.Running, after.State);
        Assert.NotNull(before.Incarnation);
        Assert.NotEqual(before.Incarnation, after.Incarnation);
        Assert.InRange(kill.EarliestNs, 1, kill.LatestNs);
    }

    [Fact]
    public async Task Data_survives_a_kill()
    {
        await ThreeNodes.UntilAsync("n2 is healthy", () => nodes.IsHealthyAsync("n2"));
        await PutAsync("n2", "survivor", "42");
        foreach (var node in nodes.Cluster.Nodes)
            await nodes.Processes.KillAsync(node.Name, cancellationToken);
        foreach (var node in nodes.Cluster.Nodes)
            await nodes.Processes.StartAsync(node.Name, cancellationToken);
        await ThreeNodes.UntilAsync("n3 is healthy", () => nodes.IsHealthyAsync("n3"));

        Assert.Contains(Base64("42"), await GetAsync("n3", "survivor"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killing_twice_and_starting_twice_changes_nothing_more()
    {
        await nodes.Processes.KillAsync("n2", cancellationToken);
        await nodes.Processes.KillAsync("n2", cancellationToken);
        await nodes.Processes.StartAsync("n2", cancellationToken);
        var first = await nodes.Processes.InspectAsync("n2", cancellationToken);
        await nodes.Processes.StartAsync("n2", cancellationToken);

        Assert.Equal(first, await nodes.Processes.InspectAsync("n2", cancellationToken));
    }

    [Fact]
    public async Task A_paused_node_answers_nothing_and_goes_on_as_the_same_incarnation()
    {
        await ThreeNodes.UntilAsync("n3 is healthy", () => nodes.IsHealthyAsync("n3"));
        var before = await nodes.Processes.InspectAsync("n3", cancellationToken);
        await nodes.Processes.PauseAsync("n3", cancellationToken);
        var paused = await nodes.Processes.InspectAsync("n3", cancellationToken);
        var answered = await nodes.IsHealthyAsync("n3");
        await nodes.Processes.ResumeAsync("n3", cancellationToken);
        var after = await nodes.Processes.InspectAsync("n3", cancellationToken);

        Assert.Equal(NodeProcessState.Paused, paused.State);
        Assert.False(answered);
        Assert.Equal(before, after);
        Assert.Equal(before.Incarnation, paused.Incarnation);
        await ThreeNodes.UntilAsync("n3 is healthy again", () => nodes.IsHealthyAsync("n3"));
    }

    [Fact]
    public async Task A_paused_node_can_be_killed()
    {
        await nodes.Processes.PauseAsync("n1", cancellationToken);
        await nodes.Processes.KillAsync("n1", cancellationToken);
        var killed = await nodes.Processes.InspectAsync("n1", cancellationToken);
        await nodes.Processes.StartAsync("n1", cancellationToken);

        Assert.Equal(NodeProcessState.Gone, killed.State);
        Assert.Equal(NodeProcessState.Running, (await nodes.Processes.InspectAsync("n1", cancellationToken)).State);
    }

    [Fact]
    public async Task A_frozen_node_answers_nothing_goes_on_as_the_same_incarnation_and_can_be_killed()
    {
        Assert.True(nodes.Cluster.TryGetFaults<IFreezerFaults>(out var freezer));
        await ThreeNodes.UntilAsync("n3 is healthy", () => nodes.IsHealthyAsync("n3"));
        var before = await nodes.Processes.InspectAsync("n3", cancellationToken);
        await freezer.FreezeAsync("n3", cancellationToken);
        var frozen = await nodes.Processes.InspectAsync("n3", cancellationToken);
        var answered = await nodes.IsHealthyAsync("n3");
        await freezer.ThawAsync("n3", cancellationToken);
        var after = await nodes.Processes.InspectAsync("n3", cancellationToken);
        await freezer.FreezeAsync("n3", cancellationToken);
        await nodes.Processes.KillAsync("n3", cancellationToken);
        var killed = await nodes.Processes.InspectAsync("n3", cancellationToken);
        await nodes.Processes.StartAsync("n3", cancellationToken);

        Assert.Equal(before with { State = NodeProcessState.Paused }, frozen);
        Assert.False(answered);
        Assert.Equal(before, after);
        Assert.Equal(NodeProcessState.Gone, killed.State);
        await ThreeNodes.UntilAsync("n3 is healthy again", () => nodes.IsHealthyAsync("n3"));
    }

    [Fact]
    public async Task A_node_that_is_asked_to_stop_ends_in_good_order()
    {
        await ThreeNodes.UntilAsync("n1 is healthy", () => nodes.IsHealthyAsync("n1"));
        await nodes.Processes.StopAsync("n1", TimeSpan.FromSeconds(20), cancellationToken);
        var stopped = await nodes.Processes.InspectAsync("n1", cancellationToken);
        using var engine = await Engines.RequireAsync();
        var pod = nodes.Cluster.Nodes.Cast<Pod>().Single(pod => pod.Name == "n1");
        var container = await engine.Client.Containers.InspectContainerAsync(pod.NodeContainer, cancellationToken);
        await nodes.Processes.StartAsync("n1", cancellationToken);

        Assert.Equal(NodeProcessState.Gone, stopped.State);
        Assert.NotEqual(137, container.State!.ExitCode); // what SIGKILL leaves
    }

    [Fact]
    public async Task A_node_that_dies_by_itself_is_seen_and_can_be_started_again()
    {
        using var engine = await Engines.RequireAsync();
        var pod = nodes.Cluster.Nodes.Cast<Pod>().Single(pod => pod.Name == "n2");
        await engine.Client.Containers.KillContainerAsync(
            pod.NodeContainer, new ContainerKillParameters { Signal = "SIGABRT" }, cancellationToken);

        await ThreeNodes.UntilAsync(
            "n2 is gone",
            async () => (await nodes.Processes.InspectAsync("n2", cancellationToken)).State == NodeProcessState.Gone);
        await nodes.Processes.StartAsync("n2", cancellationToken);
        Assert.Equal(NodeProcessState.Running, (await nodes.Processes.InspectAsync("n2", cancellationToken)).State);
    }

    [Fact]
    public async Task A_name_that_is_no_node_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(async () => await nodes.Processes.KillAsync("n9", cancellationToken));
    }

    private Task<string> PutAsync(string node, string key, string value) =>
        PostAsync(node, "put", $$"""{"key":"{{Base64(key)}}","value":"{{Base64(value)}}"}""");

    private Task<string> GetAsync(string node, string key) => PostAsync(node, "range", $$"""{"key":"{{Base64(key)}}"}""");

    private async Task<string> PostAsync(string node, string call, string body)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        var endpoint = nodes.Cluster.Nodes.First(n => n.Name == node).EndpointOf("client");
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri($"http://{endpoint}/v3/kv/{call}"), content, cancellationToken);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
