using Chaos.Checking;
using CsCheck;
using Xunit;

namespace Chaos.Tests.Checking;

/// <summary>Every shipped model against a naive specification and an oracle that tries every order.</summary>
public sealed class ModelOracleTests
{
    public static TheoryData<string> Names => [.. ModelSpecs.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_verdict_on_a_small_history_is_that_of_the_oracle(string name)
    {
        var spec = ModelSpecs.All[name];
        var (valid, invalid) = (0, 0);
        SmallModelHistories.Of(spec).Sample(
            operations =>
            {
                if (!operations.SaysSomething()) return true;
                var isAllowed = spec.Allows(operations);
                Interlocked.Increment(ref isAllowed ? ref valid : ref invalid);
                return Judging.Judge(new History(operations), spec.Model).Verdict == (isAllowed ? Verdict.Valid : Verdict.Invalid);
            },
            iter: Judging.Iterations(3_000),
            print: OracleTests.Print);
        Assert.True(valid > 50 && invalid > 50, $"The generator is one-sided: {valid} valid and {invalid} invalid histories.");
    }

    [Fact]
    public void Every_model_but_the_registers_has_a_naive_specification() =>
        Assert.Equal(
            ModelCatalog.All.Where(model => model is not RegisterModel).Select(model => model.Name).Order(),
            ModelSpecs.All.Keys.Order());

    [Fact]
    public void Unique_ids_are_judged_alike_with_and_without_a_search()
    {
        SmallModelHistories.Of(ModelSpecs.All["unique-ids"]).Sample(
            operations =>
            {
                if (!operations.SaysSomething()) return true;
                var evidence = new Evidence(new History(operations), [], []);
                var checker = new LinearizabilityChecker(new UniqueIdsModel());
                return checker.Check(evidence, new CheckBudget(), default).Verdict
                    == checker.Check(evidence, new CheckBudget { Engine = EngineNames.Search }, default).Verdict;
            },
            iter: Judging.Iterations(1_000),
            print: OracleTests.Print);
    }
}
