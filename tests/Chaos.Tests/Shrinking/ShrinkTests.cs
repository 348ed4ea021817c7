using Chaos.Campaigns;
using Xunit;

namespace Chaos.Tests.Shrinking;

/// <summary>A simulated failure becomes a small one that is stored, replayed, and fails again.</summary>
public sealed class ShrinkTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chaos-shrink-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Campaign Campaign => new(TimeProvider.System, new Progress<string>());

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("reads-before-apply")]
    [InlineData("votes-twice")]
    [InlineData("applies-twice-after-retry")]
    public async Task A_failure_shrinks_to_thirty_events_that_fail_when_they_are_replayed(string bug)
    {
        var request = BugHunts.FillIn(new()
        {
            System = "raft",
            Seed = 5,
            Backend = "simulation",
            Options = new Dictionary<string, string> { ["bug"] = bug },
            OutDirectory = In("original"),
        });
        var original = await Campaign.RunAsync(request, 20, Stop);
        Assert.Equal(Verdict.Invalid, original.Verdict);
        var smaller = await Campaign.ShrinkAsync(In("original"), In("smaller"), 2_000, Stop);
        Assert.NotNull(smaller);
        Assert.Equal(original.Anomalies[0].Name, smaller.Anomalies[0].Name);
        var stored = await StoredRun.ReadAsync(In("smaller"), Stop);
        var one = ShrinkCase.Of(stored.Evidence, stored.Document!.Request.Nodes, 1, 1);
        Assert.InRange(one.Events, 1, 30);
        var replayed = await Campaign.ReplayAsync(In("smaller"), In("replayed"), Stop);
        Assert.Contains(replayed.Anomalies, found => found.Name == original.Anomalies[0].Name);
    }

    [Fact]
    public async Task A_run_without_a_violation_is_refused()
    {
        await Campaign.RunAsync(
            new() { System = "raft", Seed = 1, Backend = "simulation", TimeLimit = TimeSpan.FromSeconds(2), OutDirectory = In("valid") }, Stop);
        var refused = await Assert.ThrowsAsync<UsageException>(() => Campaign.ShrinkAsync(In("valid"), null, 10, Stop));
        Assert.Contains("shows no violation", refused.Message, StringComparison.Ordinal);
    }

    private string In(string name) => Path.Combine(folder, name);
}
