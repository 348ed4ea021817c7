namespace Chaos.Tests.Runs;

/// <summary>The test that both drivers run: three nodes in memory, crashes, an open loop of reads, writes and cas.</summary>
internal static class StoreTest
{
    public static readonly string[] Nodes = ["n1", "n2", "n3"];

    public static ChaosTest Create(RunClock clock, ulong seed, out MemoryStore store, TimeSpan? length = null)
    {
        var made = store = new MemoryStore(clock, seed, latencyUs: 4_000);
        return new ChaosTest
        {
            Name = "store",
            Seed = seed,
            Nodes = Nodes,
            Concurrency = 6,
            Generator = Generators.Mix(
                (2, Generators.Endless((_, random) => RegisterOperations.ReadOf(Key(random)))),
                (1, Generators.Endless((n, random) => RegisterOperations.WriteOf(Key(random), n))),
                (1, Generators.Endless((n, random) => RegisterOperations.CasOf(Key(random), Value.Of(n - 1), -n)))).Rate(500),
            FinalGenerator = keys => Generators.OnThreads(
                keys.SelectMany(key => Enumerable.Range(0, 6).Select(thread => (RegisterOperations.ReadOf(key), thread)))),
            Nemeses = [Crashes(made)],
            TimeLimit = length ?? TimeSpan.FromSeconds(5),
            OperationDeadline = TimeSpan.FromSeconds(1),
            OpenClient = made.OpenAsync,
            AwaitHealth = _ => ValueTask.FromResult<string?>(null),
        };
    }

    private static NemesisLane Crashes(MemoryStore store) => new()
    {
        Name = "crash",
        Generator = Generators.FaultCycle(
            new Invocation("crash", null, Value.Of("n1")), new Invocation("restart", null, Value.Of("n1")),
            TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(50)),
        InvokeAsync = (invocation, _) =>
        {
            if (invocation.F == "crash") store.Crash("n1");
            else store.Restart("n1");
            return ValueTask.FromResult(Completion.Ok(invocation.Value));
        },
        HealAsync = _ =>
        {
            store.Restart("n1");
            return default;
        },
    };

    private static string Key(Randomness random) => $"k{random.Below(3, 1)}";
}
