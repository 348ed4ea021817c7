using Chaos.Checking;
using CsCheck;
using Xunit;

namespace Chaos.Tests.Checking;

/// <summary>The polynomial engines against the oracle that tries every order, and against the search.</summary>
public sealed class EngineTests
{
    private const long SearchLimit = 50_000;

    public static TheoryData<string> Names =>
        [.. ModelCatalog.All.Where(model => model is IPolynomialModel).Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Verdicts_of_a_models_own_engine_are_those_of_the_oracle(string name)
    {
        var spec = ModelSpecs.All[name];
        var (valid, invalid, undecided) = (0, 0, 0);
        ObjectHistories.Of(spec, maxOperations: 9).Sample(
            operations =>
            {
                if (!operations.SaysSomething()) return true;
                var history = new History(operations);
                var isAllowed = spec.Allows(operations);
                var found = Engine(history, spec.Model);
                if (found is Verdict.Unknown) Interlocked.Increment(ref undecided);
                else Interlocked.Increment(ref isAllowed ? ref valid : ref invalid);
                var expected = isAllowed ? Verdict.Valid : Verdict.Invalid;
                return (found is Verdict.Unknown || found == expected) && Judging.Judge(history, spec.Model).Verdict == expected;
            },
            iter: Judging.Iterations(3_000),
            print: OracleTests.Print);
        Assert.True(valid > 50 && invalid > 50, $"The generator is one-sided: {valid} valid and {invalid} invalid histories.");
        Assert.True(undecided < (valid + invalid) / 20, $"The engine did not decide {undecided} of {valid + invalid + undecided} histories.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Histories_of_a_real_object_are_valid(string name)
    {
        var spec = ModelSpecs.All[name];
        ObjectHistories.Of(spec, maxOperations: 60, isTrue: true).Sample(
            operations => Engine(new History(operations), spec.Model) is not Verdict.Invalid,
            iter: Judging.Iterations(2_000),
            print: OracleTests.Print);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_engine_and_the_search_agree_on_longer_histories(string name)
    {
        var spec = ModelSpecs.All[name];
        var compared = 0;
        ObjectHistories.Of(spec, maxOperations: 16).Sample(
            operations =>
            {
                var history = new History(operations);
                var found = Engine(history, spec.Model);
                var searched = Search(history, spec.Model);
                if (found is not Verdict.Unknown && searched is not Verdict.Unknown) Interlocked.Increment(ref compared);
                return found is Verdict.Unknown || searched is Verdict.Unknown || found == searched;
            },
            iter: Judging.Iterations(2_000),
            print: OracleTests.Print);
        Assert.True(compared > 1_500, $"Only {compared} histories were decided by both.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_an_engine_suspects_has_no_order_by_itself(string name)
    {
        var spec = ModelSpecs.All[name];
        ObjectHistories.Of(spec, maxOperations: 14).Sample(
            operations => ObjectHistory.Split(new History(operations), spec.Model).TrueForAll(source =>
            {
                var finding = ((IPolynomialModel)spec.Model).Polynomial.Judge(source);
                return finding.Verdict is not Verdict.Invalid
                    || OrderOracle.Ask(spec.Model, source with { Calls = finding.Suspects }).IsLegal is not true;
            }),
            iter: Judging.Iterations(2_000),
            print: OracleTests.Print);
    }

    internal static Verdict Engine(History history, IModel model, Sabotage sabotage = Sabotage.None)
    {
        var verdicts = ObjectHistory.Split(history, model).ConvertAll(source => ((IPolynomialModel)model).Polynomial.Judge(source, sabotage).Verdict);
        return verdicts.Contains(Verdict.Invalid) ? Verdict.Invalid : verdicts.Contains(Verdict.Unknown) ? Verdict.Unknown : Verdict.Valid;
    }

    internal static Verdict Search(History history, IModel model)
    {
        var allowance = new Allowance(new CheckBudget(), default);
        var verdicts = ObjectHistory.Split(history, model).ConvertAll(source =>
            SearchEngine.Run(ModelTransitions.Problem(model, source), allowance, SearchLimit).Verdict);
        return verdicts.Contains(Verdict.Invalid) ? Verdict.Invalid : verdicts.Contains(Verdict.Unknown) ? Verdict.Unknown : Verdict.Valid;
    }
}
