namespace Chaos.Checking;

/// <summary>What a watch was told at one moment (<see cref="WatchOperations"/>).</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Revision">The revision.</param>
/// <param name="Key">The register that changed; null where nothing did.</param>
/// <param name="Value">What it was set to; nil for a delete.</param>
internal readonly record struct WatchItem(string Kind, long Revision, string? Key, Value Value)
{
    /// <summary>Whether a register changed.</summary>
    public bool IsChange => Key is not null;

    /// <summary>The change in words: <c>put of 7 to w1</c>.</summary>
    public string Words => Kind == WatchOperations.Put ? $"put of {Value} to {Key}" : $"delete of {Key}";

    /// <summary>Reads the result of a watch.</summary>
    /// <exception cref="HistoryFormatException">It is none.</exception>
    public static WatchItem[] AllOf(in Operation invocation, Value result)
    {
        if (result.Kind is not ValueKind.List) throw Misfit.Of(invocation, $"a watch ends with a list, but this one with {result}");
        var items = new List<WatchItem>();
        foreach (var item in result.AsList())
        {
            if (item.Kind is not ValueKind.List || item.AsList() is not [{ Kind: ValueKind.Text } kind, { Kind: ValueKind.Integer } revision, .. var rest])
                throw Misfit.Of(invocation, $"a watch is told [kind, revision, ..], but this one has {item}");
            items.Add(new(
                kind.AsText(), revision.AsInteger(), rest.Length > 0 ? rest[0].AsText() : null, rest.Length > 1 ? rest[1] : Value.Null));
        }

        return [.. items];
    }
}
