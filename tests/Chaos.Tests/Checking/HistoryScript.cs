namespace Chaos.Tests.Checking;

/// <summary>Writes small histories by hand: one entry a millisecond, one process an operation at a time.</summary>
internal sealed class HistoryScript
{
    private readonly List<Operation> operations = [];
    private readonly Dictionary<int, Operation> open = [];

    public IReadOnlyList<Operation> Operations => operations;

    public HistoryScript Invoke(int process, string f, Value value = default, string? key = null)
    {
        var operation = new Operation
        {
            Index = operations.Count,
            TimeNs = operations.Count * 1_000_000L,
            Process = process,
            Type = OperationType.Invoke,
            F = f,
            Key = key,
            Value = value,
        };
        operations.Add(operation);
        open[process] = operation;
        return this;
    }

    public HistoryScript Ok(int process, Value? value = null) => End(process, OperationType.Ok, value, null, default);

    public HistoryScript Told(int process, Value value, Value evidence) => End(process, OperationType.Ok, value, null, evidence);

    public HistoryScript Fail(int process, string error = "refused") => End(process, OperationType.Fail, null, error, default);

    public HistoryScript Mismatch(int process, Value seen = default) =>
        End(process, OperationType.Fail, null, Operation.MismatchError, seen);

    public HistoryScript Info(int process) => End(process, OperationType.Info, null, "timed out", default);

    public HistoryScript Write(int process, long value, string? key = null) =>
        Invoke(process, RegisterOperations.Write, Value.Of(value), key).Ok(process);

    public HistoryScript Read(int process, Value value, string? key = null) =>
        Invoke(process, RegisterOperations.Read, default, key).Ok(process, value);

    public HistoryScript Cas(int process, Value expected, long next, string? key = null) =>
        Invoke(process, RegisterOperations.Cas, Value.Of(expected, Value.Of(next)), key).Ok(process);

    public History Build() => new(operations);

    private HistoryScript End(int process, OperationType type, Value? value, string? error, Value evidence)
    {
        open.Remove(process, out var invocation);
        operations.Add(invocation with
        {
            Index = operations.Count,
            TimeNs = operations.Count * 1_000_000L,
            Type = type,
            Value = value ?? invocation.Value,
            Error = error,
            Evidence = evidence,
        });
        return this;
    }
}
