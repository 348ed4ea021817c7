using System.Globalization;
using System.Security.Cryptography;
using Chaos.Campaigns;
using Chaos.Simulation;
using Xunit;

namespace Chaos.Tests.Simulation;

/// <summary>One seed, the same bytes: everywhere, always.</summary>
public sealed class DeterminismTests
{
    // If a change of the nodes, the nemeses or the scheduler is meant to change runs, this changes with it; else it must not.
    [Theory]
    [InlineData("raft", "d4cfa7fc67d3ba467d3c430252d69085")]
    [InlineData("paxos", "5b0f230a5c5ac4238dfde8d22fd1b073")]
    public void A_seed_gives_the_history_whose_checksum_is_written_here(string system, string golden)
    {
        var run = SmallRun.Execute(seed: 42, seconds: 10, systemName: system, meanwhile: async (cluster, time) =>
        {
            cluster.TryGetFaults<IProcessFaults>(out var processes);
            cluster.TryGetFaults<INetworkFaults>(out var network);
            await Task.Delay(TimeSpan.FromSeconds(2), time);
            await processes!.KillAsync("n1", CancellationToken.None);
            await network!.CutAsync("cut", [new("n2", "n3"), new("n3", "n2"), new("n2", "n4")], CancellationToken.None);
            await Task.Delay(TimeSpan.FromSeconds(3), time);
            await processes.StartAsync("n1", CancellationToken.None);
            await network.HealAllAsync(CancellationToken.None);
        });
        Assert.Equal(golden, ChecksumOf(run.Outcome.History));
    }

    [Theory]
    [InlineData("raft")]
    [InlineData("paxos")]
    public async Task Culture_and_neighbours_on_other_threads_change_nothing(string system)
    {
        var usual = await ChecksumAsync(system);
        var before = CultureInfo.CurrentCulture;
        var strange = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        strange.NumberFormat.NegativeSign = "minus ";
        strange.NumberFormat.NumberDecimalSeparator = ",";
        strange.DateTimeFormat.LongTimePattern = "ss:mm";
        try
        {
            CultureInfo.CurrentCulture = strange;
            var several = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => ChecksumAsync(system))));
            Assert.All(several, checksum => Assert.Equal(usual, checksum));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static async Task<string> ChecksumAsync(string system)
    {
        var trial = new SimulatedTrial(RunPlan.Resolve(new()
        {
            System = system,
            Backend = "simulation",
            Nodes = 5,
            Nemeses = "mix",
            TimeLimit = TimeSpan.FromSeconds(40),
            Seed = 42,
        }).On(new SimulationSupport()));
        await trial.ExecuteAsync(CancellationToken.None);
        Assert.Null(trial.Ending.Reason);
        return ChecksumOf(trial.Evidence.History);
    }

    private static string ChecksumOf(History history)
    {
        using var bytes = new MemoryStream();
        using (var journal = new Journal(bytes, new() { RunId = "simulation", WallAtStart = DateTimeOffset.UnixEpoch }))
        {
            foreach (var entry in history) journal.Append(entry);
            journal.Flush();
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()))[..32];
    }
}
