using Chaos.Checking;
using CsCheck;
using Xunit;

namespace Chaos.Tests.Checking;

/// <summary>The engines against the oracle that tries every order.</summary>
public sealed class OracleTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_verdict_on_a_small_history_is_that_of_the_oracle(bool unique)
    {
        SmallHistories.Of(unique).Sample(
            operations =>
            {
                if (!operations.SaysSomething()) return true;
                var expected = RegisterOracle.IsLinearizable(operations) ? Verdict.Valid : Verdict.Invalid;
                return new History(operations).Judge().Verdict == expected;
            },
            iter: Judging.Iterations(6_000),
            print: Print);
    }

    [Fact]
    public void A_search_that_retreats_whenever_it_can_agrees_with_the_oracle()
    {
        SmallHistories.Of(unique: false).Sample(
            operations =>
            {
                if (!operations.SaysSomething()) return true;
                var expected = RegisterOracle.IsLinearizable(operations) ? Verdict.Valid : Verdict.Invalid;
                return new History(operations).Judge(EngineNames.Search, Sabotage.RetreatAlways).Verdict == expected;
            },
            iter: Judging.Iterations(6_000),
            print: Print);
    }

    [Fact]
    public void The_general_way_for_any_model_agrees_with_the_oracle()
    {
        SmallHistories.Of(unique: false).Sample(
            operations =>
            {
                if (!operations.SaysSomething()) return true;
                var expected = RegisterOracle.IsLinearizable(operations) ? Verdict.Valid : Verdict.Invalid;
                var evidence = new Evidence(new History(operations), [], []);
                return new LinearizabilityChecker(new WrappedRegister()).Check(evidence, new CheckBudget(), default).Verdict == expected;
            },
            iter: Judging.Iterations(3_000),
            print: Print);
    }

    [Fact]
    public void Zones_and_search_agree_where_all_written_values_differ()
    {
        SmallHistories.Of(unique: true, maxOperations: 14).Sample(
            operations =>
            {
                if (!operations.SaysSomething()) return true;
                var history = new History(operations);
                var zones = history.Judge(EngineNames.Zones).Verdict;
                return zones is Verdict.Unknown || zones == history.Judge(EngineNames.Search).Verdict;
            },
            iter: Judging.Iterations(4_000),
            print: Print);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_violation_is_shown_by_a_sub_history_that_the_oracle_refuses_and_nothing_can_be_left_out_of_it(bool unique)
    {
        SmallHistories.Of(unique).Sample(
            operations =>
            {
                if (!operations.SaysSomething()) return true;
                var history = new History(operations);
                return history.Judge().Anomalies.All(anomaly => Minimality.Holds(history, anomaly));
            },
            iter: Judging.Iterations(3_000),
            print: Print);
    }

    internal static string Print(Operation[] operations) => string.Join('\n', operations.Select(operation =>
        $"{operation.Process} {operation.Type} {operation.F} {operation.Value} {operation.Error} {operation.Evidence}"));

    // A register that the checker does not know as one, so that it takes the general way.
    private sealed class WrappedRegister : IObservingModel
    {
        private readonly RegisterModel inner = new();

        public string Name => "wrapped";

        public Value Initial => inner.Initial;

        public bool IsObservation(in Operation invocation, in Operation? completion) => inner.IsObservation(invocation, completion);

        public ModelStep Apply(Value state, in Operation invocation, in Operation? completion) =>
            inner.Apply(state, invocation, completion);

        public string? KeyOf(in Operation invocation) => inner.KeyOf(invocation);
    }
}
