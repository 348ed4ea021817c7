namespace Chaos.Checking;

/// <summary>
/// A source of unique ids per key: <c>generate</c> ends with an id that no other generate got. The state is the list of ids given, as a
/// set. Any order is legal where all ids differ, and none where two are equal, so that no search is needed.
/// </summary>
public sealed class UniqueIdsModel : IModel, IExactModel
{
    /// <inheritdoc/>
    public string Name => "unique-ids";

    /// <inheritdoc/>
    public Value Initial { get; } = Value.Of([]);

    /// <inheritdoc/>
    string IExactModel.Engine => EngineNames.Distinct;

    /// <inheritdoc/>
    public string? KeyOf(in Operation invocation) => invocation.Key;

    /// <inheritdoc/>
    /// <exception cref="HistoryFormatException">The operation is no generate.</exception>
    public ModelStep Apply(Value state, in Operation invocation, in Operation? completion)
    {
        Require(invocation);
        if (completion is not { } end) return ModelStep.To(state);
        return state.AsList().Contains(end.Value)
            ? ModelStep.Illegal($"generate gave {end.Value}, which had been given before")
            : ModelStep.To(Value.Of([.. state.AsList(), end.Value]));
    }

    /// <inheritdoc/>
    IReadOnlyList<Contradiction> IExactModel.Contradictions(ObjectHistory source)
    {
        var givenBy = new Dictionary<Value, Call>();
        var found = new List<Contradiction>();
        foreach (var call in source.Calls)
        {
            Require(source.Invocation(call));
            if (source.Completion(call) is not { } end || givenBy.TryAdd(end.Value, call)) continue;
            var first = givenBy[end.Value];
            found.Add(new Contradiction(
                [first, call],
                $"two operations got the id {end.Value}: process {source.Invocation(first).Process}, and process {end.Process} at "
                + ViolationText.Seconds(end.TimeNs)));
        }

        return found;
    }

    private void Require(in Operation invocation)
    {
        if (invocation.F != "generate") throw Misfit.Function(invocation, Name, "generate");
    }
}
