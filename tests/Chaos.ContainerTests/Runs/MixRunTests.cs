using Xunit;

namespace Chaos.ContainerTests.Runs;

public sealed class MixRunTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mix_bites_with_four_families_and_the_system_recovers()
    {
        Engine.Require();
        using var folder = new RunFolder();
        var end = await RunProcess.RunAsync(
            $"run etcd --nodes 5 --nemesis mix:families=partition+kill+pause+client --time-limit 60s --rate 100 --seed 1 --json --out {folder.Path}",
            Cancel);

        Assert.True(end.ExitCode == 0, end.Told);
        Assert.True(end.Json["faults"]!.AsArray().Count(row => (int)row!["effective"]! > 0) >= 4, end.Told);
    }
}
