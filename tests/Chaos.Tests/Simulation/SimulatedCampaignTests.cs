using Chaos.Campaigns;
using Xunit;

namespace Chaos.Tests.Simulation;

/// <summary>Whole simulated runs, with files.</summary>
public sealed class SimulatedCampaignTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chaos-simulated-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_run_writes_all_its_files_and_the_same_ones_again()
    {
        var first = await RunAsync("first");
        Assert.Equal((Verdict.Valid, 0), (first.Verdict, first.ExitCode));
        Assert.All(first.Faults, fault => Assert.Equal(fault.Injections, fault.Effective));
        await RunAsync("second");
        foreach (var file in new[] { "history.jsonl", "schedule.jsonl", "observations.jsonl" })
            Assert.Equal(await BytesAsync("first", file), await BytesAsync("second", file));
        Assert.True(File.Exists(Path.Combine(folder, "first", "report.html")));
        var observations = ObservationsFile.Read(Path.Combine(folder, "first", "observations.jsonl")).Records;
        Assert.Contains(observations, seen => seen is { Kind: ObservationKind.Role, IsEvidence: true, Term: > 0 });
        Assert.Contains(observations, seen => seen is { Kind: ObservationKind.Election, IsEvidence: true });
        Assert.DoesNotContain(Environment.MachineName, await File.ReadAllTextAsync(Path.Combine(folder, "first", "history.jsonl"), Stop));
    }

    [Fact]
    public async Task Many_runs_stop_at_the_first_violation_and_name_its_seed()
    {
        var results = await new Campaign(TimeProvider.System, new Progress<string>()).RunAsync(
            Request("found") with
            {
                TimeLimit = TimeSpan.FromSeconds(30),
                RatePerSecond = 400,
                Options = new Dictionary<string, string> { ["bug"] = "stale-leader-reads" },
            },
            50, Stop);

        Assert.Equal((Verdict.Invalid, 1), (results.Verdict, results.ExitCode));
        Assert.NotEmpty(results.Anomalies);
        Assert.Contains(results.Notes, note => note.Contains($"seed {results.Run!.Seed}", StringComparison.Ordinal));
        var document = await RunDocumentFile.ReadAsync(Path.Combine(folder, "found", "run.json"), Stop);
        Assert.Equal(results.Run!.Seed, document.Request.Seed);
    }

    [Theory]
    [InlineData("etcd", "simulation", "does not run in the simulator")]
    [InlineData("raft", "simulatoin", "Did you mean 'simulation'?")]
    public void A_backend_that_the_system_has_not_is_refused_with_a_sentence(string system, string backend, string sentence)
    {
        var refused = Assert.Throws<UsageException>(
            () => RunPlan.Resolve(new() { System = system, Backend = backend, Seed = 1 }));
        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Seeds_of_many_runs_begin_with_the_users_and_differ()
    {
        Assert.Equal(77UL, ManyRuns.SeedOf(77, 0));
        Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(run => ManyRuns.SeedOf(77, run)).Distinct().Count());
    }

    private Task<Chaos.Reports.RunResults> RunAsync(string name) =>
        new Campaign(TimeProvider.System, new Progress<string>()).RunAsync(Request(name), Stop);

    private RunRequest Request(string name) => new()
    {
        System = "raft",
        Backend = "simulation",
        Nodes = 5,
        Nemeses = "partition,kill,pause",
        TimeLimit = TimeSpan.FromSeconds(40),
        Seed = 7,
        OutDirectory = Path.Combine(folder, name),
    };

    private Task<byte[]> BytesAsync(string name, string file) => File.ReadAllBytesAsync(Path.Combine(folder, name, file), Stop);
}
