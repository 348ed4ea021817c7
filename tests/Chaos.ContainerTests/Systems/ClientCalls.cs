using Xunit;

namespace Chaos.ContainerTests.Systems;

/// <summary>What every client can do on a healthy cluster, seen from two nodes.</summary>
internal static class ClientCalls
{
    /// <summary>The operations of a client work, and what one does at a node the other one sees.</summary>
    public static async Task WorkAsync(SystemStage stage, SystemCase each)
    {
        await using var client = await stage.OpenAsync(each.Type, "n1");
        await using var other = await stage.OpenAsync(each.Type, "n2");
        await (each.Type switch
        {
            RegisterOperations.TypeName when each.System == "paxos-single" => OnceAsync(client, other),
            RegisterOperations.TypeName => RegisterAsync(client, other),
            VersionedRegisterOperations.TypeName => VersionedAsync(client, other),
            UniqueIdOperations.TypeName => IdsAsync(client, other),
            WatchOperations.TypeName => WatchAsync(client, other),
            LogOperations.TypeName => LogAsync(client, other),
            SetOperations.TypeName => SetAsync(client, other),
            CounterOperations.TypeName => CounterAsync(client, other),
            BankOperations.TypeName => BankAsync(client, other),
            LockOperations.TypeName => LockAsync(client, other),
            ElectionOperations.TypeName => ElectionAsync(client, other),
            _ => QueueAsync(client, other),
        });
    }

    /// <summary>Carries out an operation that must work.</summary>
    public static async Task<Value> OkAsync(IClient client, Invocation invocation)
    {
        var end = await SystemStage.InvokeAsync(client, invocation);
        Assert.True(end.Type is OperationType.Ok, $"{invocation.F} of {invocation.Key}: {end.Type} {end.Error}");
        return end.Value;
    }

    private static async Task RegisterAsync(IClient client, IClient other)
    {
        Assert.Equal(Value.Null, await OkAsync(client, RegisterOperations.ReadOf("k0")));
        await OkAsync(client, RegisterOperations.WriteOf("k0", 1));
        Assert.Equal(Value.Of(1), await OkAsync(other, RegisterOperations.ReadOf("k0")));
        await OkAsync(other, RegisterOperations.CasOf("k0", Value.Of(1), 2));
        var refused = await SystemStage.InvokeAsync(client, RegisterOperations.CasOf("k0", Value.Of(1), 3));
        Assert.Equal((OperationType.Fail, Operation.MismatchError), (refused.Type, refused.Error));
        Assert.True(refused.Evidence.IsNull || refused.Evidence == Value.Of(2), $"saw {refused.Evidence}");
        await OkAsync(client, RegisterOperations.CasOf("k9", Value.Null, 7));
        Assert.Equal(Operation.MismatchError, (await SystemStage.InvokeAsync(other, RegisterOperations.CasOf("k9", Value.Null, 8))).Error);
        Assert.Equal(Value.Of(7), await OkAsync(client, RegisterOperations.ReadOf("k9")));
    }

    // A key is decided once.
    private static async Task OnceAsync(IClient client, IClient other)
    {
        await OkAsync(client, RegisterOperations.CasOf("k0", Value.Null, 1));
        Assert.Equal(Operation.MismatchError, (await SystemStage.InvokeAsync(other, RegisterOperations.CasOf("k0", Value.Null, 2))).Error);
        Assert.Equal(Value.Of(1), await OkAsync(other, RegisterOperations.ReadOf("k0")));
    }

    private static async Task VersionedAsync(IClient client, IClient other)
    {
        Assert.Equal(Pair(0, Value.Null), await OkAsync(client, VersionedRegisterOperations.ReadOf("v0")));
        Assert.Equal(Pair(1, Value.Of(1)), await OkAsync(client, VersionedRegisterOperations.WriteOf("v0", 1)));
        Assert.Equal(Pair(2, Value.Of(2)), await OkAsync(other, VersionedRegisterOperations.CasOf("v0", 1, 2)));
        var refused = await SystemStage.InvokeAsync(client, VersionedRegisterOperations.CasOf("v0", 1, 3));
        Assert.Equal((OperationType.Fail, Operation.MismatchError, Value.Of(2)), (refused.Type, refused.Error, refused.Evidence));
        Assert.Equal(Pair(2, Value.Of(2)), await OkAsync(client, VersionedRegisterOperations.ReadOf("v0")));
        static Value Pair(long version, Value value) => Value.Of(Value.Of(version), value);
    }

    private static async Task IdsAsync(IClient client, IClient other)
    {
        var first = await OkAsync(client, UniqueIdOperations.GenerateOf("i0"));
        Assert.NotEqual(first, await OkAsync(other, UniqueIdOperations.GenerateOf("i0")));
    }

    private static async Task WatchAsync(IClient client, IClient other)
    {
        var from = (await OkAsync(client, WatchOperations.WriteOf("w0", 1))).AsList()[0].AsInteger();
        await OkAsync(other, WatchOperations.RewriteOf("w0", 2, from));
        await OkAsync(client, WatchOperations.DeleteOf("w0"));
        var told = (await OkAsync(other, WatchOperations.WatchOf(from, 500, 1))).AsList().ToArray().Select(item => item.AsList()[0].AsText());
        Assert.Equal((string[])[WatchOperations.Put, WatchOperations.Put, WatchOperations.Deleted], told.Where(kind => kind != WatchOperations.Progress));
    }

    private static async Task LogAsync(IClient client, IClient other)
    {
        Assert.Equal(0, (await OkAsync(client, LogOperations.PollOf("l0", 0, 10))).AsList().Length);
        var offset = (await OkAsync(client, LogOperations.AppendOf("l0", 1))).AsList()[0].AsInteger();
        await OkAsync(other, LogOperations.AppendOf("l0", 2));
        Assert.Equal((long[])[1, 2], ValuesOf(await OkAsync(client, LogOperations.PollOf("l0", 0, 10))));
        Assert.Equal((long[])[2], ValuesOf(await OkAsync(other, LogOperations.PollOf("l0", offset + 1, 10))));
        Assert.Equal((long[])[1], ValuesOf(await OkAsync(other, LogOperations.PollOf("l0", 0, 1))));
    }

    private static async Task SetAsync(IClient client, IClient other)
    {
        Assert.Equal(0, (await OkAsync(client, SetOperations.ReadOf("s0"))).AsList().Length);
        await OkAsync(client, SetOperations.AddOf("s0", 1));
        await OkAsync(other, SetOperations.AddOf("s0", 2));
        Assert.Equal(2, (await OkAsync(client, SetOperations.ReadOf("s0"))).AsList().Length);
    }

    private static async Task CounterAsync(IClient client, IClient other)
    {
        Assert.Equal(Value.Of(0), await OkAsync(client, CounterOperations.ReadOf("c0")));
        await OkAsync(client, CounterOperations.AddOf("c0", 1));
        await OkAsync(other, CounterOperations.AddOf("c0", 1));
        Assert.Equal(Value.Of(2), await OkAsync(client, CounterOperations.ReadOf("c0")));
    }

    private static async Task BankAsync(IClient client, IClient other)
    {
        Assert.Equal(0, (await OkAsync(client, BankOperations.ReadOf("b0"))).AsList().Length);
        await OkAsync(client, BankOperations.OpenOf("b0", 2, 10));
        await OkAsync(other, BankOperations.TransferOf("b0", 0, 1, 4));
        // Opened again, it stays as it is.
        await OkAsync(client, BankOperations.OpenOf("b0", 2, 10));
        Assert.Equal((long[])[6, 14], ValuesOf(await OkAsync(client, BankOperations.ReadOf("b0"))));
        Assert.Equal(BankOperations.TooLittleError, (await SystemStage.InvokeAsync(client, BankOperations.TransferOf("b0", 0, 1, 7))).Error);
        Assert.Equal((long[])[6, 14], ValuesOf(await OkAsync(other, BankOperations.ReadOf("b0"))));
    }

    private static async Task LockAsync(IClient client, IClient other)
    {
        var token = (await OkAsync(client, LockOperations.AcquireOf("l0"))).AsInteger();
        Assert.Equal(LockOperations.HeldError, (await SystemStage.InvokeAsync(other, LockOperations.AcquireOf("l0"))).Error);
        await OkAsync(client, LockOperations.ReleaseOf("l0", token));
        var next = (await OkAsync(other, LockOperations.AcquireOf("l0"))).AsInteger();
        Assert.True(next > token, $"{next} after {token}");
    }

    private static async Task ElectionAsync(IClient client, IClient other)
    {
        Assert.Equal(Value.Null, await OkAsync(client, ElectionOperations.ObserveOf("e0")));
        var won = await OkAsync(client, ElectionOperations.CampaignOf("e0", "a"));
        Assert.Equal(LockOperations.HeldError, (await SystemStage.InvokeAsync(other, ElectionOperations.CampaignOf("e0", "b"))).Error);
        Assert.Equal(won, await OkAsync(other, ElectionOperations.ObserveOf("e0")));
        var term = won.AsList()[0].AsInteger();
        await OkAsync(client, ElectionOperations.ResignOf("e0", term));
        Assert.Equal(Value.Null, await OkAsync(other, ElectionOperations.ObserveOf("e0")));
        var next = await OkAsync(other, ElectionOperations.CampaignOf("e0", "c"));
        Assert.True(next.AsList()[0].AsInteger() > term, $"{next} after {won}");
    }

    private static async Task QueueAsync(IClient client, IClient other)
    {
        await OkAsync(client, QueueOperations.EnqueueOf("q0", 1));
        Assert.Equal(Value.Of(1), await OkAsync(other, QueueOperations.DequeueOf("q0")));
        Assert.Equal(Value.Null, await OkAsync(client, QueueOperations.DequeueOf("q0")));
    }

    private static long[] ValuesOf(Value pairs)
    {
        var values = new List<long>();
        foreach (var item in pairs.AsList()) values.Add(item.AsList()[1].AsInteger());
        return [.. values];
    }
}
