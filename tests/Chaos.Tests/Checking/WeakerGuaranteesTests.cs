using Chaos.Checking;
using CsCheck;
using Xunit;

namespace Chaos.Tests.Checking;

/// <summary>What a register that is not linearizable keeps, against the definitions tried out naively.</summary>
public sealed class WeakerGuaranteesTests
{
    [Fact]
    public void Sequential_consistency_is_found_exactly_where_some_order_of_the_processes_explains_the_answers()
    {
        var (kept, broken) = (0, 0);
        SmallHistories.Of(unique: true).Sample(
            operations =>
            {
                if (Kept(operations) is not { } found) return true;
                var expected = IsSequential(operations);
                Interlocked.Increment(ref expected ? ref kept : ref broken);
                return found.Contains(WeakerGuarantees.Sequential) == expected;
            },
            iter: Judging.Iterations(4_000),
            print: OracleTests.Print);
        Assert.True(kept > 50 && broken > 50, $"The generator is one-sided: {kept} and {broken}.");
    }

    [Fact]
    public void Regular_and_safe_registers_are_those_whose_reads_agree_with_the_writes_one_by_one()
    {
        var (regular, safe, neither) = (0, 0, 0);
        SmallHistories.Of(unique: true, maxOperations: 9).Sample(
            operations =>
            {
                if (operations.Any(entry => entry.F == "cas") || Kept(operations) is not { } found) return true;
                var isRegular = Reads(operations, all: true);
                var isSafe = Reads(operations, all: false);
                Interlocked.Increment(ref isRegular ? ref regular : ref isSafe ? ref safe : ref neither);
                return found.Contains(WeakerGuarantees.Regular) == isRegular && found.Contains(WeakerGuarantees.Safe) == (isSafe && !isRegular);
            },
            iter: Judging.Iterations(60_000),
            print: OracleTests.Print);
        Assert.True(regular > 20 && safe > 20 && neither > 20, $"The generator is one-sided: {regular}, {safe} and {neither}.");
    }

    [Fact]
    public void A_stale_read_of_another_process_is_still_sequentially_consistent_and_its_anomaly_says_so()
    {
        var anomaly = Assert.Single(new HistoryScript().Write(0, 4).Write(0, 5).Read(2, Value.Of(4)).Judge().Anomalies);

        Assert.Equal("stale-read", anomaly.Name);
        Assert.Equal([WeakerGuarantees.Sequential], anomaly.Keeps);
    }

    [Fact]
    public void A_new_value_before_an_old_one_is_still_regular_while_the_write_goes_on()
    {
        var script = new HistoryScript().Write(0, 4).Invoke(0, "write", Value.Of(5)).Read(1, Value.Of(5)).Read(1, Value.Of(4)).Ok(0);

        Assert.Equal([WeakerGuarantees.Regular], Assert.Single(script.Judge().Anomalies).Keeps);
    }

    [Fact]
    public void Of_values_that_repeat_nothing_is_said()
    {
        var anomaly = Assert.Single(new HistoryScript().Write(0, 4).Write(0, 5).Write(0, 4).Write(0, 5).Read(2, Value.Of(4)).Judge().Anomalies);

        Assert.Empty(anomaly.Keeps);
    }

    [Theory]
    [InlineData("RegularSeesAnything")]
    [InlineData("SequentialIgnoresInitial")]
    [InlineData("SequentialIgnoresCycles")]
    public void A_broken_rule_is_noticed(string rule)
    {
        var noticed = false;
        for (var round = 0; round < 100 && !noticed; round++)
        {
            SmallHistories.Of(unique: true).Sample(
                operations =>
                {
                    noticed |= Kept(operations) is { } right && !right.SequenceEqual(Kept(operations, Enum.Parse<Sabotage>(rule))!);
                },
                iter: 1_000,
                threads: 1);
        }

        Assert.True(noticed, $"The tests would not notice {rule}.");
    }

    private static IReadOnlyList<string>? Kept(Operation[] operations, Sabotage sabotage = Sabotage.None)
    {
        if (!operations.SaysSomething()) return null;
        var register = new RegisterObject(Assert.Single(ObjectHistory.Split(new History(operations), new RegisterModel())));
        return ZoneEngine.Fits(register.Calls, register.Values.Count) ? WeakerGuarantees.Of(register, sabotage) : null;
    }

    // Every write and one read by itself, as if nothing else were read.
    private static bool Reads(Operation[] operations, bool all)
    {
        var history = new History(operations);
        var reads = Enumerable.Range(0, operations.Length).Where(i => operations[i] is { Type: OperationType.Invoke, F: "read" }
            && history.CompletionOf(i) is >= 0 and var end && operations[end].Type is OperationType.Ok);
        return reads.All(read => (!all && OverlapsAWrite(history, read)) || RegisterOracle.IsLinearizable(
            operations.Where((entry, i) => entry.F == "write" || i == read || i == history.CompletionOf(read))));
    }

    private static bool OverlapsAWrite(History history, int read) => Enumerable.Range(0, history.Count).Any(i =>
    {
        if (history[i] is not { Type: OperationType.Invoke, F: "write" }) return false;
        var end = history.CompletionOf(i);
        if (end >= 0 && history[end].Type is OperationType.Fail) return false;
        return i < history.CompletionOf(read) && (end < 0 || history[end].Type is OperationType.Info || end > read);
    });

    // The same history as if every operation lasted from the end of its process' last one to the end: then only processes' orders count.
    private static bool IsSequential(Operation[] operations)
    {
        var history = new History(operations);
        var processes = Enumerable.Range(0, operations.Length).Where(history.IsInvocationAt)
            .GroupBy(i => operations[i].Process).Select(group => group.ToArray()).ToArray();
        return Try(new int[processes.Length], Value.Null);

        bool Try(int[] done, Value state)
        {
            var isFinished = true;
            for (var p = 0; p < processes.Length; p++)
            {
                if (done[p] == processes[p].Length) continue;
                var at = processes[p][done[p]];
                var end = history.CompletionOf(at);
                var type = end < 0 ? OperationType.Info : operations[end].Type;
                isFinished &= type is OperationType.Info;
                var next = done.ToArray();
                next[p]++;
                foreach (var after in Effects(operations[at], type, end < 0 ? default : operations[end], state))
                    if (Try(next, after)) return true;
            }

            return isFinished;
        }
    }

    private static IEnumerable<Value> Effects(Operation invocation, OperationType type, Operation end, Value state)
    {
        if (type is OperationType.Fail && end.Error != Operation.MismatchError) return [state];
        if (invocation.F == "read") return type is OperationType.Info || end.Value == state ? [state] : [];
        if (invocation.F == "write") return type is OperationType.Info ? [invocation.Value, state] : [invocation.Value];
        var matches = invocation.Value.AsList()[0] == state;
        if (type is OperationType.Fail) return !matches && (end.Evidence.IsNull || end.Evidence == state) ? [state] : [];
        if (type is OperationType.Info) return matches ? [invocation.Value.AsList()[1], state] : [state];
        return matches ? [invocation.Value.AsList()[1]] : [];
    }
}
