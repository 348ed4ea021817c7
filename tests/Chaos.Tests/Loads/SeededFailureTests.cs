using Chaos.Tests.Runs;
using Chaos.Workloads;
using Xunit;

namespace Chaos.Tests.Loads;

/// <summary>Banks and elections in memory, honest ones and ones with a seeded failure, under the shipped workloads from the generator to the verdict.</summary>
public sealed class SeededFailureTests
{
    [Theory]
    [InlineData(false, Verdict.Valid)]
    [InlineData(true, Verdict.Invalid)]
    public void A_bank_whose_transactions_overwrite_each_other_is_caught(bool loses, Verdict expected)
    {
        var (verdict, result) = Judge("bank", clock => new MemoryBank(clock, loses));
        Assert.True(expected == verdict, result.Reason);
        if (loses) Assert.Contains(result.Anomalies, anomaly => anomaly.Name is "lost-transfer" or "wrong-total");
    }

    [Theory]
    [InlineData("None", Verdict.Valid)]
    [InlineData("TermsTwice", Verdict.Invalid)]
    [InlineData("OldAnswers", Verdict.Invalid)]
    public void An_election_that_gives_a_term_twice_or_answers_late_is_caught(string bug, Verdict expected)
    {
        var (verdict, result) = Judge("leader-election", clock => new MemoryElection(clock, Enum.Parse<MemoryElection.Bug>(bug)));
        Assert.True(expected == verdict, result.Reason);
    }

    private static (Verdict Verdict, CheckResult Result) Judge(string name, Func<RunClock, IClient> store)
    {
        var workload = WorkloadCatalog.All.Single(each => each.Name == name);
        var plan = workload.CreatePlan(new WorkloadSettings
        {
            RatePerSecond = 300,
            Concurrency = 6,
            Keys = 2,
            TimeLimit = TimeSpan.FromSeconds(10),
            Parameters = Options.Create($"workload {name}", workload.Parameters, []),
        });
        var outcome = VirtualTimeRunner.Run(clock =>
        {
            var shared = store(clock);
            return StoreTest.Create(clock, 3, out _, TimeSpan.FromSeconds(10)) with
            {
                Generator = plan.Main,
                FinalGenerator = plan.Final,
                Nemeses = [],
                OpenClient = (_, _) => ValueTask.FromResult(shared),
            };
        });
        var results = plan.Checkers.Select(checker => checker.Check(
            new Evidence(outcome.History, [], []), new CheckBudget(), TestContext.Current.CancellationToken)).ToArray();
        Assert.Equal(Verdict.Valid, results.Single(result => result.Family is VerdictFamily.Coverage).Verdict);
        var safety = results.Single(result => result.Family is VerdictFamily.Safety);
        return (safety.Verdict, safety);
    }
}
