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
        foreach (var each in SystemCase.All.Where(each => each.System == system)) await Operations_work(stage, each);
        await A_leader_is_seen(stage);

        var first = SystemCase.All.First(each => each.System == system);
        await While_it_is_paused_nobody_knows(stage, first);
        await A_connection_that_is_reset_leaves_it_open(stage, first);
        await A_node_without_a_server_refuses(stage, first);
        if (first.NeedsQuorum) await Without_a_quorum_nothing_is_acknowledged(stage, first);
    }

    private static async Task Operations_work(SystemStage stage, SystemCase each)
    {
        await using var client = await stage.OpenAsync(each.Type, "n1");
        await using var other = await stage.OpenAsync(each.Type, "n2");
        switch (each.Type)
        {
            case RegisterOperations.TypeName:
                Assert.Equal(Value.Null, await Ok(client, RegisterOperations.ReadOf("k0")));
                await Ok(client, RegisterOperations.WriteOf("k0", 1));
                Assert.Equal(Value.Of(1), await Ok(other, RegisterOperations.ReadOf("k0")));
                await Ok(other, RegisterOperations.CasOf("k0", Value.Of(1), 2));
                var refused = await SystemStage.InvokeAsync(client, RegisterOperations.CasOf("k0", Value.Of(1), 3));
                Assert.Equal((OperationType.Fail, Operation.MismatchError), (refused.Type, refused.Error));
                Assert.True(refused.Evidence.IsNull || refused.Evidence == Value.Of(2), $"saw {refused.Evidence}");
                await Ok(client, RegisterOperations.CasOf("k9", Value.Null, 7));
                Assert.Equal(
                    Operation.MismatchError, (await SystemStage.InvokeAsync(other, RegisterOperations.CasOf("k9", Value.Null, 8))).Error);
                Assert.Equal(Value.Of(7), await Ok(client, RegisterOperations.ReadOf("k9")));
                break;
            case LogOperations.TypeName:
                Assert.Equal(0, (await Ok(client, LogOperations.PollOf("l0", 0, 10))).AsList().Length);
                var offset = (await Ok(client, LogOperations.AppendOf("l0", 1))).AsList()[0].AsInteger();
                await Ok(other, LogOperations.AppendOf("l0", 2));
                Assert.Equal((long[])[1, 2], ValuesOf(await Ok(client, LogOperations.PollOf("l0", 0, 10))));
                Assert.Equal((long[])[2], ValuesOf(await Ok(other, LogOperations.PollOf("l0", offset + 1, 10))));
                Assert.Equal((long[])[1], ValuesOf(await Ok(other, LogOperations.PollOf("l0", 0, 1))));
                break;
            case SetOperations.TypeName:
                Assert.Equal(0, (await Ok(client, SetOperations.ReadOf("s0"))).AsList().Length);
                await Ok(client, SetOperations.AddOf("s0", 1));
                await Ok(other, SetOperations.AddOf("s0", 2));
                Assert.Equal(2, (await Ok(client, SetOperations.ReadOf("s0"))).AsList().Length);
                break;
            case LockOperations.TypeName:
                var token = (await Ok(client, LockOperations.AcquireOf("l0"))).AsInteger();
                Assert.Equal(LockOperations.HeldError, (await SystemStage.InvokeAsync(other, LockOperations.AcquireOf("l0"))).Error);
                await Ok(client, LockOperations.ReleaseOf("l0", token));
                var next = (await Ok(other, LockOperations.AcquireOf("l0"))).AsInteger();
                Assert.True(next > token, $"{next} after {token}");
                break;
            default:
                await Ok(client, QueueOperations.EnqueueOf("q0", 1));
                Assert.Equal(Value.Of(1), await Ok(other, QueueOperations.DequeueOf("q0")));
                Assert.Equal(Value.Null, await Ok(client, QueueOperations.DequeueOf("q0")));
                break;
        }
    }

    private static async Task A_leader_is_seen(SystemStage stage)
    {
        await ThreeNodes.UntilAsync("one node leads", async () => await stage.LeaderAsync() is not null);
    }

    private static async Task While_it_is_paused_nobody_knows(SystemStage stage, SystemCase each)
    {
        await using var client = await stage.OpenAsync(each.Type, "n1");
        await Ok(client, each.Change(100));
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

    private static async Task<Value> Ok(IClient client, Invocation invocation)
    {
        var end = await SystemStage.InvokeAsync(client, invocation);
        Assert.True(end.Type is OperationType.Ok, $"{invocation.F} of {invocation.Key}: {end.Type} {end.Error}");
        return end.Value;
    }

    private static long[] ValuesOf(Value polled)
    {
        var values = new List<long>();
        foreach (var item in polled.AsList()) values.Add(item.AsList()[1].AsInteger());
        return [.. values];
    }
}
