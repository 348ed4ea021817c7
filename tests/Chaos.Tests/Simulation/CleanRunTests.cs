using System.Globalization;
using Chaos.Campaigns;
using Chaos.Simulation;
using Chaos.Tests.Checking;
using Xunit;

namespace Chaos.Tests.Simulation;

/// <summary>No false alarm: our own systems without a seeded bug are never found guilty, whatever the seed, the size and the faults.</summary>
public sealed class CleanRunTests(ITestOutputHelper output)
{
    private static readonly string[] ForAFew = ["partition", "kill,pause", "kill,partition,client", ""];
    private static readonly string[] Nemeses =
    [
        .. ForAFew, "kill,power-loss", "clock,kill", "slow-disk,power-loss", "disk-errors,full-disk", "mix", "membership", "membership,partition",
    ];

    private static readonly string[] WithoutMembership = Nemeses[..^2];

    [Theory]
    [InlineData("raft", 300, "snapshot-entries", "index", "lease", "log")]
    [InlineData("paxos", 300, "snapshot-slots", "quorum", "log")]
    [InlineData("paxos-single", 50, null)]
    public async Task Clean_runs_over_random_seeds_sizes_and_faults_have_no_violation(
        string system, int few, string? snapshotOption, params string[] reads)
    {
        var (first, last) = Judging.CleanRuns ?? (1, Judging.IsFull ? 10_000 : few);
        var runs = last - first + 1;
        var random = Randomness.FromSeed(20_260).For("clean runs");
        var found = new List<string>();
        var (servedUnderFaults, faulty, next) = (0, 0, first - 1);
        var gate = new Lock();
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(async () =>
        {
            for (var run = Interlocked.Increment(ref next); run <= last; run = Interlocked.Increment(ref next))
            {
                var request = RequestOf(system, random.At(run), OptionsOf(random.At(run), snapshotOption, reads));
                var trial = new SimulatedTrial(RunPlan.Resolve(request).On(new SimulationSupport()));
                await trial.ExecuteAsync(CancellationToken.None);
                var results = trial.Judge(TimeProvider.System, CancellationToken.None);
                lock (gate)
                {
                    if (results.Safety is Verdict.Invalid || trial.Ending.Reason is not null || trial.Crashes.Count > 0)
                    {
                        found.Add($"{request.Nodes} nodes, {request.Nemeses}, {request.Options.GetValueOrDefault("reads")}, seed {request.Seed}: {results.Summary} "
                            + $"{trial.Ending.Reason} {string.Join("; ", trial.Crashes)}");
                    }

                    if (results.Faults.Sum(fault => fault.Effective) == 0) continue;
                    faulty++;
                    if (results.Metrics.DuringFaults.Ok > 0) servedUnderFaults++;
                }
            }
        })));

        var share = 100.0 * servedUnderFaults / Math.Max(1, faulty);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{system}: runs {first} to {last}, {faulty} with faults that bit, {share:F1} % of them with successes meanwhile."));
        Assert.Empty(found);
        Assert.InRange(share, runs < 100 ? 75 : runs < 1_000 ? 85 : 90, 100); // few runs say little
        Assert.InRange(faulty, runs / 2, runs);
    }

    // Found by the ten thousand: a leader by the promises of others alone did not ask itself when two members were left of which it was one.
    [Fact]
    public async Task A_leader_promises_itself_too_when_later_members_need_that()
    {
        var trial = new SimulatedTrial(RunPlan.Resolve(new()
        {
            System = "paxos",
            Backend = "simulation",
            Nodes = 3,
            Nemeses = "membership",
            TimeLimit = TimeSpan.FromSeconds(12),
            RatePerSecond = 386,
            Concurrency = "2n",
            Seed = 1_489_173_991,
            Options = new Dictionary<string, string> { ["reads"] = "log", ["snapshot-slots"] = "200" },
        }).On(new SimulationSupport()));
        await trial.ExecuteAsync(CancellationToken.None);

        Assert.Null(trial.Ending.Reason);
    }

    private static Dictionary<string, string> OptionsOf(Randomness random, string? snapshotOption, string[] reads) => snapshotOption is null
        ? []
        : new() { ["reads"] = random.Pick(reads, 5), [snapshotOption] = "200" };

    private static RunRequest RequestOf(string system, Randomness random, Dictionary<string, string> options)
    {
        var nodes = 1 + random.Below(7, 0);
        return new()
        {
            System = system,
            Backend = "simulation",
            Nodes = nodes,
            // A single node cannot be cut off from others.
            Nemeses = nodes == 1 ? "kill,pause" : random.Pick(nodes < 3 ? ForAFew : options.Count > 0 ? Nemeses : WithoutMembership, 1),
            BeyondQuorum = nodes < 3 || random.Below(5, 2) == 0,
            TimeLimit = TimeSpan.FromSeconds(12),
            RatePerSecond = 100 + random.Below(300, 3),
            Concurrency = "2n",
            Seed = random.Bits(4) >> 33,
            Options = options,
        };
    }
}
