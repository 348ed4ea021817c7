namespace Chaos.ContainerTests.Systems;

/// <summary>One operation of a client, as it is asked in each situation.</summary>
/// <param name="F">What it does.</param>
/// <param name="Make">Makes it, with the key and the result of what came before; that is null for a client that did nothing yet.</param>
internal sealed record ClientOperation(string F, Func<string, Value, Invocation> Make)
{
    /// <summary>What the same client does first, while all is well.</summary>
    public required Func<string, Invocation> Before { get; init; }

    /// <summary>Whether it changes nothing, so that any error is a fail.</summary>
    public bool IsRead { get; init; }

    /// <summary>Whether the client begins with a request that changes nothing, so that a change may end with the fail of that one.</summary>
    public bool LooksFirst { get; init; }

    /// <summary>Whether only the client that did what came before can do it.</summary>
    public bool GoesOn { get; init; }

    /// <summary>The operations of a client.</summary>
    public static IReadOnlyList<ClientOperation> Of(SystemCase each) => each switch
    {
        { System: "paxos-single" } => [Cas(Value.Null, key => RegisterOperations.ReadOf(key)), Read(key => RegisterOperations.CasOf(key, Value.Null, 1))],
        { System: "etcd" or "raft" or "paxos", Type: CounterOperations.TypeName or UniqueIdOperations.TypeName or QueueOperations.TypeName
            or LogOperations.TypeName } => [.. OfType(each.Type).Select(operation => operation with { LooksFirst = !operation.IsRead })],
        { System: "raft" or "paxos", Type: VersionedRegisterOperations.TypeName } =>
            [.. OfType(each.Type).Select(operation => operation with { LooksFirst = !operation.IsRead })],
        _ => OfType(each.Type),
    };

    private static IReadOnlyList<ClientOperation> OfType(string type) => type switch
    {
        RegisterOperations.TypeName =>
        [
            new(RegisterOperations.Write, (key, _) => RegisterOperations.WriteOf(key, 2)) { Before = WriteOne },
            Cas(Value.Of(1), WriteOne),
            Read(WriteOne),
        ],
        VersionedRegisterOperations.TypeName => Versioned,
        SetOperations.TypeName =>
        [
            new(SetOperations.Add, (key, _) => SetOperations.AddOf(key, 2)) { Before = key => SetOperations.AddOf(key, 1) },
            new(SetOperations.Read, (key, _) => SetOperations.ReadOf(key)) { Before = key => SetOperations.AddOf(key, 1), IsRead = true },
        ],
        CounterOperations.TypeName =>
        [
            new(CounterOperations.Add, (key, _) => CounterOperations.AddOf(key, 1)) { Before = key => CounterOperations.AddOf(key, 1) },
            new(CounterOperations.Read, (key, _) => CounterOperations.ReadOf(key)) { Before = key => CounterOperations.AddOf(key, 1), IsRead = true },
        ],
        UniqueIdOperations.TypeName => [new(UniqueIdOperations.Generate, (key, _) => UniqueIdOperations.GenerateOf(key)) { Before = UniqueIdOperations.GenerateOf }],
        QueueOperations.TypeName =>
        [
            new(QueueOperations.Enqueue, (key, _) => QueueOperations.EnqueueOf(key, 2)) { Before = key => QueueOperations.EnqueueOf(key, 1) },
            new(QueueOperations.Dequeue, (key, _) => QueueOperations.DequeueOf(key)) { Before = key => QueueOperations.EnqueueOf(key, 1) },
        ],
        LogOperations.TypeName =>
        [
            new(LogOperations.Append, (key, _) => LogOperations.AppendOf(key, 2)) { Before = key => LogOperations.AppendOf(key, 1) },
            new(LogOperations.Poll, (key, _) => LogOperations.PollOf(key, 0, 10)) { Before = key => LogOperations.PollOf(key, 0, 10), IsRead = true },
        ],
        WatchOperations.TypeName => Watches,
        LockOperations.TypeName =>
        [
            new(LockOperations.Acquire, (key, _) => LockOperations.AcquireOf(key)) { Before = key => LockOperations.AcquireOf($"other-{key}"), LooksFirst = true },
            new(LockOperations.Release, (key, token) => LockOperations.ReleaseOf(key, token.AsInteger())) { Before = LockOperations.AcquireOf, GoesOn = true },
        ],
        ElectionOperations.TypeName => Elections,
        BankOperations.TypeName =>
        [
            new(BankOperations.Transfer, (key, _) => BankOperations.TransferOf(key, 0, 1, 1)) { Before = OpenBank },
            new(BankOperations.Read, (key, _) => BankOperations.ReadOf(key)) { Before = OpenBank, IsRead = true },
        ],
        _ => throw new InvalidOperationException($"Which operations does '{type}' have?"),
    };

    private static IReadOnlyList<ClientOperation> Versioned { get; } =
    [
        new(VersionedRegisterOperations.Write, (key, _) => VersionedRegisterOperations.WriteOf(key, 2)) { Before = WriteVersion },
        new(VersionedRegisterOperations.Cas, (key, seen) => VersionedRegisterOperations.CasOf(key, First(seen, 0), 2)) { Before = WriteVersion },
        new(VersionedRegisterOperations.Read, (key, _) => VersionedRegisterOperations.ReadOf(key)) { Before = WriteVersion, IsRead = true },
    ];

    private static IReadOnlyList<ClientOperation> Watches { get; } =
    [
        new(WatchOperations.Write, (key, _) => WatchOperations.WriteOf(key, 2)) { Before = WriteWatched },
        new(WatchOperations.Delete, (key, _) => WatchOperations.DeleteOf(key)) { Before = WriteWatched },
        new(WatchOperations.Rewrite, (key, seen) => WatchOperations.RewriteOf(key, 2, First(seen, 1))) { Before = WriteWatched },
        new(WatchOperations.Watch, (_, seen) => WatchOperations.WatchOf(First(seen, 1), 500, 1)) { Before = WriteWatched, IsRead = true },
    ];

    private static IReadOnlyList<ClientOperation> Elections { get; } =
    [
        new(ElectionOperations.Campaign, (key, _) => ElectionOperations.CampaignOf(key, "a"))
        {
            Before = key => ElectionOperations.CampaignOf($"other-{key}", "a"),
            LooksFirst = true,
        },
        new(ElectionOperations.Resign, (key, won) => ElectionOperations.ResignOf(key, First(won, 0))) { Before = Campaign, GoesOn = true },
        new(ElectionOperations.Observe, (key, _) => ElectionOperations.ObserveOf(key)) { Before = Campaign, IsRead = true },
    ];

    private static ClientOperation Cas(Value expected, Func<string, Invocation> before) =>
        new(RegisterOperations.Cas, (key, _) => RegisterOperations.CasOf(key, expected, 2)) { Before = before, LooksFirst = true };

    private static ClientOperation Read(Func<string, Invocation> before) =>
        new(RegisterOperations.Read, (key, _) => RegisterOperations.ReadOf(key)) { Before = before, IsRead = true };

    private static Invocation WriteOne(string key) => RegisterOperations.WriteOf(key, 1);

    private static Invocation WriteVersion(string key) => VersionedRegisterOperations.WriteOf(key, 1);

    private static Invocation WriteWatched(string key) => WatchOperations.WriteOf(key, 1);

    private static Invocation Campaign(string key) => ElectionOperations.CampaignOf(key, "a");

    private static Invocation OpenBank(string key) => BankOperations.OpenOf(key, 2, 10);

    private static long First(Value seen, long otherwise) => seen.IsNull ? otherwise : seen.AsList()[0].AsInteger();
}
