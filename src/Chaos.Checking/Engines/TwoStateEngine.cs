namespace Chaos.Checking;

/// <summary>
/// Decides what is on or off, in O(n log n), whatever it is that turned it on: locks, and single elements of sets. It goes from completion
/// to completion and changes the state only when an operation ends that has not happened yet; then with the pending operation that turns it
/// in the needed direction and ends first, those of unknown outcome last. Exact: an order that does anything else first can be changed,
/// step by step, into this one (docs/internals/checker.md has the proof).
/// </summary>
internal sealed class TwoStateEngine : IPolynomialEngine
{
    private static readonly int[] Lengths = [2, 4, 8, 16, 50, 200, 800];
    private readonly ITwoStateModel model;

    /// <summary>Decides one model's histories.</summary>
    public TwoStateEngine(ITwoStateModel model) => this.model = model;

    /// <inheritdoc/>
    public string Name => EngineNames.TwoState;

    /// <inheritdoc/>
    public EngineFinding Judge(ObjectHistory source, Sabotage sabotage = Sabotage.None)
    {
        if (source.Calls.Count <= SmallTwoState.Most && sabotage is Sabotage.None && SmallTwoState.IsLegal(model, source.History, SpanOf(source)))
            return EngineFinding.Valid;
        var whole = new TwoStateRun(model, source, sabotage);
        if (whole.Refused is not { } refused) return EngineFinding.Valid;
        return EngineFinding.Invalid(
            Smaller(whole, source),
            $"when the {ViolationText.Subject(source.Invocation(refused))} ended at {ViolationText.Seconds(source.History[refused.Return].TimeNs)} it "
            + "cannot have taken effect: nothing that had begun can have brought about the state that it needs");
    }

    private static ReadOnlySpan<Call> SpanOf(ObjectHistory source) =>
        source.Calls is ArraySegment<Call> segment ? segment.AsSpan() : source.Calls.ToArray();

    // What happened long before matters only by the state that it left; so the last calls are tried alone.
    private IEnumerable<Call> Smaller(TwoStateRun whole, ObjectHistory source)
    {
        foreach (var last in Lengths)
        {
            Call[] part = [.. whole.Part(last)];
            if (part.Length < source.Calls.Count && new TwoStateRun(model, source with { Calls = part }, Sabotage.None).Refused is not null) return part;
        }

        return whole.Part(int.MaxValue);
    }
}
