namespace Chaos.Checking;

/// <summary>Operations in a few words.</summary>
internal static class CallWords
{
    /// <summary>What was asked: <c>write 5</c>, <c>cas 3 to 5</c>, <c>read</c>.</summary>
    public static string Asked(in Operation invocation)
    {
        var value = invocation.Value;
        if (invocation.F == RegisterOperations.Cas && value.Kind is ValueKind.List && value.AsList().Length == 2)
            return $"cas {value.AsList()[0]} to {value.AsList()[1]}";
        return value.IsNull ? invocation.F : $"{invocation.F} {value}";
    }

    /// <summary>How it ended: <c>ok</c>, <c>gave 4</c>, <c>mismatch, saw 4</c>.</summary>
    public static string Ended(in Operation invocation, in Operation completion)
    {
        if (completion.Type is OperationType.Fail)
        {
            var error = completion.Error ?? "failed";
            return completion.Evidence.IsNull ? error : $"{error}, saw {completion.Evidence}";
        }

        return completion.Value == invocation.Value && !completion.Value.IsNull ? "ok" : $"gave {completion.Value}";
    }

    /// <summary>Both: <c>read gave 4</c>, <c>write 5</c>, <c>write 5 (outcome unknown)</c>.</summary>
    public static string Whole(in Operation invocation, in Operation? completion)
    {
        if (completion is not { } end) return $"{Asked(invocation)} (outcome unknown)";
        var ended = Ended(invocation, end);
        return ended == "ok" ? Asked(invocation) : $"{Asked(invocation)} {ended}";
    }
}
