using CsCheck;
using Xunit;

namespace Chaos.Tests.Checking;

public sealed class AtomicRegisterTests
{
    private static readonly Gen<(ulong Seed, int Count, int Processes, int Values, int Crashed)> Loads = Gen.Select(
        Gen.ULong, Gen.Int[5, 200], Gen.Int[1, 8], Gen.OneOf(Gen.Const(0), Gen.Int[2, 5]), Gen.OneOf(Gen.Const(0), Gen.Int[1, 20]));

    [Fact]
    public void Histories_of_an_atomic_register_are_valid()
    {
        Loads.Sample(
            load =>
            {
                var operations = Make(load);
                return !operations.SaysSomething() || new History(operations).Judge().Verdict is Verdict.Valid;
            },
            iter: Judging.Iterations(1_500));
    }

    [Fact]
    public void With_one_stale_read_they_are_invalid_and_the_read_is_named()
    {
        Loads.Sample(
            load =>
            {
                var operations = Make(load with { Values = 0 });
                var process = operations.Count == 0 ? 0 : operations.Max(operation => operation.Process) + 1;
                var last = operations.FindLast(operation => operation is { Type: OperationType.Ok, F: "write" });
                var script = new List<Operation>(operations);
                Add(OperationType.Invoke, "write", Value.Of(-1), 1);
                Add(OperationType.Ok, "write", Value.Of(-1), 1);
                Add(OperationType.Invoke, "read", Value.Null, 2);
                Add(OperationType.Ok, "read", last.F is null ? Value.Null : last.Value, 2);
                var result = new History(script).Judge();
                return result.Verdict is Verdict.Invalid
                    && result.Anomalies.Any(anomaly => anomaly.Name == "stale-read" && anomaly.Operations[^1] == script.Count - 2);

                void Add(OperationType type, string f, Value value, int seat) => script.Add(new Operation
                {
                    Index = script.Count,
                    TimeNs = 2_000_000_000_000 + script.Count,
                    Process = process + seat,
                    Type = type,
                    F = f,
                    Value = value,
                });
            },
            iter: Judging.Iterations(1_000));
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(5, 5)]
    [InlineData(0, 5)]
    public void A_long_history_with_many_at_once_is_judged(int values, int crashedPercent)
    {
        var operations = AtomicRegister.Run(seed: 11, operations: 10_000, processes: 20, values, crashedPercent);

        Assert.Equal(Verdict.Valid, new History(operations).Judge().Verdict);
    }

    private static List<Operation> Make((ulong Seed, int Count, int Processes, int Values, int Crashed) load) =>
        AtomicRegister.Run(load.Seed, load.Count, load.Processes, load.Values, load.Crashed);
}
