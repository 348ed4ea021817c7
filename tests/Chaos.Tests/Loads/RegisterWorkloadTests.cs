using Chaos.Tests.Runs;
using Chaos.Workloads;
using Xunit;

namespace Chaos.Tests.Loads;

public sealed class RegisterWorkloadTests
{
    private static readonly IWorkload Register = WorkloadCatalog.All.Single(workload => workload.Name == "register");

    [Fact]
    public void Values_are_unique_for_each_key_and_operations_on_a_key_are_bounded()
    {
        var invocations = Run(Plan()).Where(entry => entry.IsClient && entry.Type is OperationType.Invoke).ToList();
        var byKey = invocations.Where(entry => entry.TimeNs < 10_000_000_000).GroupBy(entry => entry.Key).ToList();
        Assert.InRange(byKey.Count, 20, 60);
        foreach (var key in byKey)
        {
            Assert.InRange(key.Count(), 1, 50);
            var written = key.Where(entry => entry.F != RegisterOperations.Read).Select(WrittenBy).ToList();
            Assert.Equal(written.Distinct().Count(), written.Count);
            Assert.Equal(3, key.Select(entry => entry.Node).Concat(["n1", "n2", "n3"]).Distinct().Count());
        }

        Assert.True(byKey.Count(key => key.Select(entry => entry.Node).Distinct().Count() == 3) > byKey.Count / 2);
    }

    [Fact]
    public void A_fair_share_of_the_compare_and_sets_applies_and_a_fair_share_does_not()
    {
        var cas = Run(Plan()).Where(entry => entry.IsClient && entry.F == RegisterOperations.Cas).ToList();
        var tried = cas.Count(entry => entry.Type is OperationType.Invoke);
        Assert.InRange(cas.Count(entry => entry.Type is OperationType.Ok), tried / 4, tried * 9 / 10);
        Assert.InRange(cas.Count(entry => entry.Error == Operation.MismatchError), tried / 20, tried * 3 / 4);
    }

    [Fact]
    public void At_the_end_every_node_reads_every_key_that_was_touched()
    {
        var history = Run(Plan());
        var final = history.SkipWhile(entry => entry.Value != Value.Of(RunPhase.Final)).Where(entry => entry.Type is OperationType.Ok).ToList();
        var keys = history.Where(entry => entry.IsClient).Select(entry => entry.Key).Distinct().ToList();
        Assert.Equal(keys.Count * 3, final.Count);
        Assert.Equal(keys.Count * 3, final.Select(entry => (entry.Key, entry.Node)).Distinct().Count());
        Assert.All(final, entry => Assert.Equal(RegisterOperations.Read, entry.F));
    }

    [Theory]
    [InlineData(false, Verdict.Valid)]
    [InlineData(true, Verdict.Invalid)]
    public void Its_checkers_pass_an_honest_store_that_crashes_and_catch_one_that_reads_stale_values(bool stale, Verdict expected)
    {
        var plan = Plan();
        var outcome = VirtualTimeRunner.Run(clock =>
        {
            var test = StoreTest.Create(clock, 7, out _) with { Generator = plan.Main, FinalGenerator = plan.Final };
            return stale ? test with { OpenClient = StaleClient.Around(test.OpenClient) } : test;
        });
        Assert.Contains(outcome.History, entry => entry.IsClient && entry.Type is OperationType.Info);
        var results = plan.Checkers
            .Select(checker => checker.Check(
                new Evidence(outcome.History, [], []), new CheckBudget(), TestContext.Current.CancellationToken))
            .ToDictionary(result => result.Family);
        Assert.Equal(expected, results[VerdictFamily.Safety].Verdict);
        Assert.Equal(Verdict.Valid, results[VerdictFamily.Coverage].Verdict);
    }

    [Fact]
    public void A_closed_loop_has_no_intended_starts()
    {
        var first = Plan(rate: 0).Main.Next(new GeneratorContext(5, 0, 1, 1, Randomness.FromSeed(1)));
        Assert.Equal(0, first.DueNs);
        Assert.Equal(GeneratorStepKind.Operation, first.Kind);
    }

    [Theory]
    [InlineData(0, 3, "0 keys")]
    [InlineData(5, 0, "concurrency 0")]
    [InlineData(5, 3, "ops-per-key", "ops-per-key", "none")]
    [InlineData(5, 3, "at most 100", "reads", "80")]
    [InlineData(5, 3, "opspkey", "opspkey", "3")]
    public void What_makes_no_sense_is_refused(int keys, int concurrency, string expected, string name = "cas", string value = "30")
    {
        var exception = Assert.Throws<UsageException>(() => Plan(keys: keys, concurrency: concurrency, parameter: (name, value)));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    private static WorkloadPlan Plan(
        double rate = 200, int keys = 5, int concurrency = 6, (string Name, string Value)? parameter = null)
    {
        var (name, value) = parameter ?? ("ops-per-key", "50");
        return Register.CreatePlan(new WorkloadSettings
        {
            RatePerSecond = rate,
            Concurrency = concurrency,
            Keys = keys,
            TimeLimit = TimeSpan.FromSeconds(10),
            Parameters = Options.Create("workload register", Register.Parameters, [KeyValuePair.Create(name, value)]),
        });
    }

    private static History Run(WorkloadPlan plan) => VirtualTimeRunner.Run(clock => StoreTest.Create(clock, 1, out _) with
    {
        Generator = plan.Main,
        FinalGenerator = plan.Final,
        TimeLimit = TimeSpan.FromSeconds(10),
        Nemeses = [],
    }).History;

    private static Value WrittenBy(Operation invocation) => invocation.F == RegisterOperations.Write
        ? invocation.Value
        : RegisterOperations.CasArguments(invocation.Value).Next;
}
