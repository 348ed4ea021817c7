using System.Text.Json;
using Chaos.Campaigns;
using Chaos.Checking;
using Chaos.Reports;
using Xunit;

namespace Chaos.Tests.Proofs;

/// <summary>Whole proofs in simulation: the clean protocol is proven in every shape, and that with a quorum of half is refuted.</summary>
public sealed class ProofRunnerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chaos-proof-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Raft_is_proven_in_every_shape_with_three_cuts_each()
    {
        var results = await ProveAsync("clean", "none");
        Assert.True(results.Claim is ProofClaim.Proven, results.Summary);
        Assert.Equal(0, results.ExitCode);
        Assert.Empty(results.Doubts);
        Assert.Equal([.. ProofShape.All.Select(shape => shape.Name), SplitShapes.ForgottenQuorum], results.Shapes.Select(shape => shape.Name));
        Assert.All(results.Shapes, shape => Assert.True(shape.Met >= 3, $"{shape.Name}: {shape.Met}"));
        Assert.All(results.Runs, run => Assert.Equal((Verdict.Valid, Verdict.Valid), (run.Safety, run.Recovery)));
        // Every cut was measured, and writes were tried on every side of it.
        var cuts = results.Shapes.Where(shape => shape.Name != SplitShapes.ForgottenQuorum).SelectMany(shape => shape.Cuts).ToArray();
        Assert.All(cuts, cut => Assert.NotEmpty(cut.Broken));
        // (In one turn of a flapping cut the only write may be one that was under way when it began.)
        Assert.All(cuts.Where(cut => cut.Shape != SplitShapes.Flapping), cut => Assert.All(
            cut.Sides, side => Assert.True(side.Writes.Tried > 0, $"{cut.Id} {cut.Shape}")));
        Assert.All(cuts.Where(cut => cut.Components.Count > 1), cut => Assert.All(
            cut.Sides.Where(side => !side.HasQuorum), side => Assert.Equal(0, side.Writes.Acknowledged)));
        // The files: the page, and the same as JSON.
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "clean", "results.json"), Stop));
        Assert.Equal("proven", json.RootElement.GetProperty("claim").GetString());
        var page = await File.ReadAllTextAsync(Path.Combine(folder, "clean", "index.html"), Stop);
        Assert.Contains(results.Statement, page, StringComparison.Ordinal);
        Assert.True(page.Length < 3_000_000, $"The page has {page.Length} characters.");
        await Assert.ThrowsAsync<UsageException>(() => ProveAsync("clean", "none"));
    }

    [Fact]
    public async Task A_quorum_of_half_is_refuted_and_terms_and_leaders_are_named()
    {
        var results = await ProveAsync("bug", "quorum-of-half");
        Assert.Equal((ProofClaim.Refuted, 1), (results.Claim, results.ExitCode));
        var both = results.Refutations.First(finding => finding.Refutation.Kind == ProofRefutation.BothSides).Refutation;
        Assert.True(both.Leaders.Count >= 2, both.Sentence);
        Assert.NotEmpty(both.Terms);
        Assert.Contains($"led in term {both.Terms[0]}", both.Sentence, StringComparison.Ordinal);
        // The workload's own checkers say the same: reads of overwritten values, lost updates.
        Assert.Contains(results.Refutations, finding => finding.Refutation.Kind is "stale-read" or "lost-update");
        Assert.Single(results.Runs);
    }

    [Fact]
    public async Task What_a_quorum_forgot_refutes_the_claim_and_names_the_run()
    {
        var results = await new ProofRunner(TimeProvider.System, new Progress<string>())
        {
            Launch = async (request, stop) =>
            {
                var run = await new Campaign(TimeProvider.System, new Progress<string>()).RunAsync(request, stop);
                return request.Scenario is null ? run : Forgotten(run);
            },
        }.ProveAsync(RequestOf("forgets", "none"), Stop);

        Assert.Equal((ProofClaim.Refuted, 1), (results.Claim, results.ExitCode));
        Assert.Equal("runs/forgotten-quorum-1", Assert.Single(results.Refutations).Run);
        Assert.Equal(1, results.Shapes.Single(shape => shape.Name == SplitShapes.ForgottenQuorum).Met);

        // As a run on a server that acknowledges before it flushes, and flushes after two minutes.
        static RunResults Forgotten(RunResults run)
        {
            var judge = run.Checkers.First(checker => checker.Family is VerdictFamily.Safety);
            return run with
            {
                Verdict = Verdict.Invalid,
                Checkers = [.. run.Checkers.Select(checker => checker == judge ? checker with { Verdict = Verdict.Invalid } : checker)],
                Anomalies = [new() { Name = "lost-update", Checker = judge.Name, Sentence = "A write was lost.", Operations = [], AtMs = 60_000 }],
            };
        }
    }

    [Fact]
    public async Task Where_no_power_can_be_taken_away_the_cuts_alone_prove()
    {
        var results = await new ProofRunner(TimeProvider.System, new Progress<string>())
        {
            Launch = (request, stop) => request.Scenario is null
                ? new Campaign(TimeProvider.System, new Progress<string>()).RunAsync(request, stop)
                : throw new ClusterException("The nemesis power-loss is not available here."),
        }.ProveAsync(RequestOf("powered", "none"), Stop);

        Assert.True(results.Claim is ProofClaim.Proven, results.Summary);
        var shape = results.Shapes.Single(shape => shape.Name == SplitShapes.ForgottenQuorum);
        Assert.Equal("Does not apply: The nemesis power-loss is not available here.", shape.WhyNot);
        Assert.DoesNotContain("loses its power", results.Statement, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_that_stays_out_makes_the_claim_unknown_after_three_runs()
    {
        var seeds = new List<ulong>();
        var results = await new ProofRunner(TimeProvider.System, new Progress<string>())
        {
            Launch = (request, stop) =>
            {
                seeds.Add(request.Seed);
                // A run that makes no cut at all, as one on a machine that is too slow.
                return new Campaign(TimeProvider.System, new Progress<string>()).RunAsync(
                    request with { Proof = request.Proof is { } proof ? proof with { Shapes = [] } : null, Scenario = null, TimeLimit = TimeSpan.FromSeconds(2) },
                    stop);
            },
        }.ProveAsync(RequestOf("short", "none"), Stop);

        Assert.Equal((ProofClaim.Unknown, 2), (results.Claim, results.ExitCode));
        Assert.Equal([5UL, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], seeds);
        Assert.Contains(results.Doubts, doubt => doubt.StartsWith("bridge: 0 of 0 cuts count as evidence", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_that_the_harness_spoilt_ends_the_proof_with_its_exit_code()
    {
        var results = await new ProofRunner(TimeProvider.System, new Progress<string>())
        {
            Launch = async (request, stop) => await new Campaign(TimeProvider.System, new Progress<string>()).RunAsync(
                request with { Proof = request.Proof is { } proof ? proof with { Shapes = [] } : null, Scenario = null, TimeLimit = TimeSpan.FromSeconds(2) }, stop) with
            {
                Harness = HarnessState.InfrastructureFailed,
                HarnessReason = "The engine went away.",
            },
        }.ProveAsync(RequestOf("spoilt", "none"), Stop);

        Assert.Equal((ProofClaim.Unknown, 3), (results.Claim, results.ExitCode));
        Assert.Single(results.Runs);
        Assert.Contains("The engine went away.", results.Doubts[0], StringComparison.Ordinal);
    }

    private Task<ProofResults> ProveAsync(string name, string bug) =>
        new ProofRunner(TimeProvider.System, new Progress<string>()).ProveAsync(RequestOf(name, bug), Stop);

    private ProofRequest RequestOf(string name, string bug) => new()
    {
        System = "raft",
        Backend = "simulation",
        Options = new Dictionary<string, string> { ["bug"] = bug },
        Seed = 5,
        OutDirectory = Path.Combine(folder, name),
    };
}
