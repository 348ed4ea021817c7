namespace Chaos.Checking;

/// <summary>
/// For containers: which completed calls concern one element, and so may be left out together. An order of all calls stays legal
/// without all that was put in and taken out of one value (a queue or a stack without it is the one of the others), and
/// a log stays legal without everything from an offset on. Calls of unknown outcome stay: they may never have happened anyway.
/// </summary>
internal static class ElementGroups
{
    /// <summary>
    /// The sets of places that may be left out, one by one or together; null for models whose calls do not fall apart like that.
    /// </summary>
    public static List<int[]>? Of(IModel model, ObjectHistory source, Call[] calls)
    {
        Func<Call, Value>? elementOf = model.Name switch
        {
            "queue" or "stack" or "unordered-queue" => call => Content(source, call),
            _ => null,
        };
        if (elementOf is null) return null;
        return [.. Enumerable.Range(0, calls.Length)
            .Where(place => !calls[place].IsOpen)
            .GroupBy(place => elementOf(calls[place]))
            .Where(group => !group.Key.IsNull)
            .Select(group => group.ToArray())];
    }

    /// <summary>For a log the places of all calls on each offset, highest first; null for other models.</summary>
    public static List<int[]>? Tails(IModel model, ObjectHistory source, Call[] calls) => model.Name != "log"
        ? null
        : [.. Enumerable.Range(0, calls.Length)
            .Where(place => !calls[place].IsOpen)
            .GroupBy(place => Offset(source, calls[place]))
            .Where(group => group.Key is not null)
            .OrderByDescending(group => group.Key)
            .Select(group => group.ToArray())];

    // What was put in or taken out; nil for a call that found nothing.
    private static Value Content(ObjectHistory source, Call call)
    {
        var invocation = source.Invocation(call);
        return invocation.Value.IsNull ? source.Completion(call)!.Value.Value : invocation.Value;
    }

    private static long? Offset(ObjectHistory source, Call call) =>
        source.Completion(call) is { Value.Kind: ValueKind.List } end && end.Value.AsList() is [{ Kind: ValueKind.Integer } offset, ..]
            ? offset.AsInteger()
            : null;
}
