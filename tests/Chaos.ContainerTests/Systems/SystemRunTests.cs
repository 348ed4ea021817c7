using Chaos.ContainerTests.Runs;
using Xunit;

namespace Chaos.ContainerTests.Systems;

/// <summary>
/// A run of each system with a partition and a kill, as its page starts it; a short one of Consul, the others only with <c>./chaos test --full</c>.
/// </summary>
public sealed class SystemRunTests
{
    private const string Short = "--nemesis partition:every=10s:for=5s,kill:every=10s:for=4s --time-limit 25s";

    private static readonly SystemCase[] usual = [new("consul", RegisterOperations.TypeName)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static bool IsFull => Environment.GetEnvironmentVariable("CHAOS_TEST_FULL") == "1";

    public static TheoryData<string, string> Runs =>
        [.. (IsFull ? SystemCase.All.Where(IsPromised).ToArray() : usual).Select(each => (each.System, each.Type))];

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task What_is_promised_holds_under_a_partition_and_a_kill(string system, string workload)
    {
        Engine.Require();
        using var folder = new RunFolder();
        var end = await RunProcess.RunAsync(
            $"run {system} --workload {workload} --nodes 3 --seed 1 --json --out {folder.Path} {(IsFull ? FaultsOf(system) : Short)}", Cancel);

        Assert.True(end.ExitCode == 0 || (end.ExitCode == 1 && IsDisputed(system)), end.Told);
        Assert.True((long)end.Json["metrics"]!["duringFaults"]!["ok"]! >= 100, end.Told);
        Assert.All(end.Json["faults"]!.AsArray(), fault => Assert.True((int)fault!["effective"]! >= 1, end.Told));
    }

    // A lock is not one under faults of its holders, and Redis promises nothing. Our own nodes have tests of their own.
    private static bool IsPromised(SystemCase each) =>
        each.NeedsQuorum && each.System is not ("raft" or "paxos" or "paxos-single")
        && each.Type is not (LockOperations.TypeName or ElectionOperations.TypeName);

    // There either verdict may be right.
    private static bool IsDisputed(string system) => system is "galera" or "ovsdb";

    // Brokers wait for one that is away until its session is over; a lost primary of Patroni is replaced after 20 s at the earliest.
    private static string FaultsOf(string system) => system switch
    {
        "kafka" => "--nemesis partition,kill --time-limit 45s --opt session-ms=3000 --concurrency 6n",
        "rabbitmq" => "--nemesis partition,kill --time-limit 45s --concurrency 6n",
        "patroni" => "--nemesis partition,kill --time-limit 150s",
        _ => "--nemesis partition,kill --time-limit 45s",
    };
}
