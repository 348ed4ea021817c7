using Xunit;

namespace Chaos.ContainerTests.Systems;

/// <summary>Every client against real servers: what its operations do, and what is recorded where a server does not answer as it should.</summary>
public sealed class ClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Systems => [.. SystemCase.All.Select(each => each.System).Distinct()];

    [Theory]
    [MemberData(nameof(Systems))]
    public async Task Operations_work_and_what_is_not_answered_is_recorded_as_what_it_proves(string system)
    {
        await using var stage = await SystemStage.StartAsync(system);
        foreach (var each in SystemCase.All.Where(each => each.System == system)) await ClientCalls.WorkAsync(stage, each);
        var first = SystemCase.All.First(each => each.System == system);
        if (first.HasLeader) await A_leader_is_seen(stage);

        await While_it_is_paused_nobody_knows(stage, first);
        await A_connection_that_is_reset_leaves_it_open(stage, first);
        await A_node_without_a_server_refuses(stage, first);
        if (first.NeedsQuorum) await Without_a_quorum_nothing_is_acknowledged(stage, first);
    }

    private static async Task A_leader_is_seen(SystemStage stage)
    {
        await ThreeNodes.UntilAsync("one node leads", async () => await stage.LeaderAsync() is not null);
    }

    private static async Task While_it_is_paused_nobody_knows(SystemStage stage, SystemCase each)
    {
        await using var client = await stage.OpenAsync(each.Type, "n1");
        await ClientCalls.OkAsync(client, each.Change(100));
        await stage.Processes.PauseAsync("n1", Cancel);
        // What waits for a partition's leader elsewhere (Kafka) may go on without this node.
        var end = await SystemStage.InvokeAsync(client, each.Change(101));
        Assert.True(end.Type is OperationType.Info || (each.Routes && end.Type is OperationType.Ok), $"{each}: {end.Type} {end.Error}");
    }

    private static async Task A_connection_that_is_reset_leaves_it_open(SystemStage stage, SystemCase each)
    {
        await stage.Processes.ResumeAsync("n1", Cancel);
        var client = await stage.OpenAsync(each.Type, "n1");
        await ThreeNodes.UntilAsync($"{each} goes on", async () =>
        {
            if ((await SystemStage.InvokeAsync(client, each.Change(102))).Type is OperationType.Ok) return true;
            await client.DisposeAsync();
            client = await stage.OpenAsync(each.Type, "n1");
            return false;
        });
        await stage.Processes.PauseAsync("n1", Cancel);
        var call = SystemStage.InvokeAsync(client, each.Change(103));
        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Cancel);
        await stage.Processes.KillAsync("n1", Cancel);
        var end = await call;
        await client.DisposeAsync();
        Assert.True(end.Type is OperationType.Info || (each.Routes && end.Type is OperationType.Ok), $"{each}: {end.Type} {end.Error}");
    }

    private static async Task A_node_without_a_server_refuses(SystemStage stage, SystemCase each)
    {
        await using var client = await stage.OpenAsync(each.Type, "n1");
        var end = await SystemStage.InvokeAsync(client, each.Change(104));
        Assert.True(end.Type == each.Refused, $"{each}: {end.Type} {end.Error}");
        if (each.Refused is OperationType.Fail) Assert.Contains("refused", end.Error, StringComparison.Ordinal);
    }

    private static async Task Without_a_quorum_nothing_is_acknowledged(SystemStage stage, SystemCase each)
    {
        await stage.Processes.KillAsync("n2", Cancel);
        await using var client = await stage.OpenAsync(each.Type, "n3");
        for (var value = 105; value < 108; value++)
        {
            var end = await SystemStage.InvokeAsync(client, each.Change(value));
            Assert.True(end.Type is OperationType.Fail or OperationType.Info, $"{each}: {end.Type}");
            Assert.NotNull(end.Error);
        }
    }
}
