namespace Chaos.Checking;

/// <summary>
/// A map of registers that are read and written together. <c>txn</c> carries a list of micro-operations, [read, key, value] or
/// [write, key, value] (also <c>r</c> and <c>w</c>), which take effect at one moment, in their order; a read sees the writes before it
/// in its own list. The values of reads are those of the completion. A register that was never written holds its initial value, nil
/// unless told. The state is the list of [key, value], in order of keys.
/// </summary>
public sealed class MultiRegisterModel : IObservingModel
{
    /// <summary>Makes the model.</summary>
    /// <param name="initial">What registers hold at first; the others hold nil.</param>
    public MultiRegisterModel(IReadOnlyDictionary<string, Value>? initial = null)
    {
        var pairs = (initial ?? new Dictionary<string, Value>()).OrderBy(pair => pair.Key, StringComparer.Ordinal);
        Initial = Value.Of([.. pairs.Select(pair => Value.Of(Value.Of(pair.Key), pair.Value))]);
    }

    /// <inheritdoc/>
    public string Name => "multi-register";

    /// <inheritdoc/>
    public Value Initial { get; }

    /// <summary>Null: all registers are one object, because an operation may touch several.</summary>
    public string? KeyOf(in Operation invocation) => null;

    /// <inheritdoc/>
    public bool IsObservation(in Operation invocation, in Operation? completion)
    {
        if (completion is { Type: OperationType.Fail }) return false;
        foreach (var part in Parts(invocation, invocation.Value))
            if (IsWrite(invocation, part)) return false;
        return true;
    }

    /// <inheritdoc/>
    /// <exception cref="HistoryFormatException">The operation is no list of reads and writes.</exception>
    public ModelStep Apply(Value state, in Operation invocation, in Operation? completion)
    {
        if (invocation.F != "txn") throw Misfit.Function(invocation, Name, "txn");
        foreach (var part in Parts(invocation, completion?.Value ?? invocation.Value))
        {
            var (key, value) = (part.AsList()[1], part.AsList()[2]);
            var at = Find(state.AsList(), key.ToString());
            if (IsWrite(invocation, part))
            {
                state = With(state.AsList(), at, key.ToString(), value);
                continue;
            }

            var held = at < 0 ? Value.Null : state.AsList()[at].AsList()[1];
            if (completion is not null && value != held)
                return ModelStep.Illegal($"read {value} of {key}, but the register held {held}");
        }

        return ModelStep.To(state);
    }

    private static bool IsWrite(in Operation invocation, Value part) => part.AsList()[0].ToString() switch
    {
        "write" or "w" => true,
        "read" or "r" => false,
        var other => throw Misfit.Of(invocation, $"a txn is made of read and write, but this one has '{other}'"),
    };

    private static ReadOnlySpan<Value> Parts(in Operation invocation, Value value)
    {
        if (value.Kind is not ValueKind.List) throw Misfit.Of(invocation, $"a txn carries a list of micro-operations, but this one {value}");
        foreach (var part in value.AsList())
        {
            if (part.Kind is not ValueKind.List || part.AsList().Length != 3)
                throw Misfit.Of(invocation, $"a micro-operation is [read or write, key, value], but this one is {part}");
        }

        return value.AsList();
    }

    // The position of a key, or the complement of where it would be.
    private static int Find(ReadOnlySpan<Value> pairs, string key)
    {
        for (var i = 0; i < pairs.Length; i++)
        {
            var order = string.CompareOrdinal(pairs[i].AsList()[0].AsText(), key);
            if (order >= 0) return order == 0 ? i : ~i;
        }

        return ~pairs.Length;
    }

    // A register set to nil is as one never written, so that equal maps are equal states.
    private static Value With(ReadOnlySpan<Value> pairs, int at, string key, Value value)
    {
        var before = pairs[..(at < 0 ? ~at : at)];
        var after = pairs[(at < 0 ? ~at : at + 1)..];
        return value.IsNull ? Value.Of([.. before, .. after]) : Value.Of([.. before, Value.Of(Value.Of(key), value), .. after]);
    }
}
