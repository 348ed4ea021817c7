namespace Chaos.Reports;

/// <summary>An operation in a few words.</summary>
internal static class CallText
{
    /// <summary><c>write 5</c>, <c>read → 4</c>, <c>cas 3 → 5 (fail: mismatch)</c>.</summary>
    public static string Of(Call call)
    {
        var argument = call.Invocation.F == RegisterOperations.Cas && call.Invocation.Value.Kind is ValueKind.List
            ? string.Join(" → ", call.Invocation.Value.AsList().ToArray())
            : call.Invocation.Value.IsNull ? "" : call.Invocation.Value.ToString();
        var text = argument.Length == 0 ? call.Invocation.F : $"{call.Invocation.F} {argument}";
        return call.End switch
        {
            OperationType.Ok when call.Completion!.Value.Value != call.Invocation.Value => $"{text} → {call.Completion.Value.Value}",
            OperationType.Ok when call.Invocation.Value.IsNull => $"{text} → nil",
            OperationType.Ok => text,
            OperationType.Fail => $"{text} (fail)",
            _ => $"{text} (info)",
        };
    }
}
