using Chaos.ContainerTests.Runs;
using Xunit;

namespace Chaos.ContainerTests.Systems;

/// <summary>A short run of each system with a partition and a kill, as a user starts it. All of them only with <c>./chaos test --full</c>.</summary>
public sealed class SystemRunTests
{
    private static readonly SystemCase[] usual = [new("consul", RegisterOperations.TypeName)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Runs
    {
        get
        {
            var isFull = Environment.GetEnvironmentVariable("CHAOS_TEST_FULL") == "1";
            return [.. (isFull ? SystemCase.All.Where(IsClaimed).ToArray() : usual).Select(each => (each.System, each.Type))];
        }
    }

    // A lock is not one under faults of its holders, Redis promises nothing, and what Galera promises is disputed: there either verdict may be right.
    // Our own nodes have tests of their own; a register that is written once answers most of a usual load with a refusal.
    private static bool IsClaimed(SystemCase each) =>
        each.NeedsQuorum && each.System is not ("galera" or "raft" or "paxos" or "paxos-single")
        && each.Type is not (LockOperations.TypeName or ElectionOperations.TypeName);

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task A_claim_holds_under_a_partition_and_a_kill(string system, string workload)
    {
        Engine.Require();
        using var folder = new RunFolder();
        var end = await RunProcess.RunAsync(
            $"run {system} --workload {workload} --nodes 3 --nemesis partition:every=10s:for=5s,kill:every=10s:for=4s "
            + $"--time-limit 25s --seed 1 --json --out {folder.Path}",
            Cancel);

        Assert.True(end.ExitCode == 0, end.Told);
        Assert.True((long)end.Json["metrics"]!["duringFaults"]!["ok"]! >= 100, end.Told);
        Assert.All(end.Json["faults"]!.AsArray(), fault => Assert.True((int)fault!["effective"]! >= 1, end.Told));
    }
}
