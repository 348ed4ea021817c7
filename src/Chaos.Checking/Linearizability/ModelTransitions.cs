namespace Chaos.Checking;

/// <summary>The transitions of any model, each asked for once. Operations are of one kind when the model cannot tell them apart.</summary>
internal sealed class ModelTransitions : ITransitions
{
    private const long TransitionBytes = 48; // an entry of a dictionary that grows by doubling
    private const long StateBytes = 80;
    private readonly IModel model;
    private readonly ObjectHistory source;
    private readonly Dictionary<OperationKind, int> kindNumbers = [];
    private readonly List<Call> samples = [];
    private readonly Dictionary<Value, int> stateNumbers = [];
    private readonly List<Value> states = [];
    private readonly Dictionary<long, int> known = [];
    private readonly Dictionary<long, bool> beyond = [];
    private readonly List<bool> overwrites = [];
    private long stateBytes;

    /// <summary>Numbers states and kinds of one object's history.</summary>
    public ModelTransitions(IModel model, ObjectHistory source)
    {
        this.model = model;
        this.source = source;
        Number(model.Initial);
    }

    /// <inheritdoc/>
    public int Initial => 0;

    /// <inheritdoc/>
    public long Bytes => stateBytes + (known.Count * TransitionBytes) + (beyond.Count * TransitionBytes);

    /// <summary>The state of that number.</summary>
    public Value StateOf(int number) => states[number];

    /// <inheritdoc/>
    public int Next(int state, int kind)
    {
        var pair = ((long)state << 32) | (uint)kind;
        if (known.TryGetValue(pair, out var next)) return next;
        var call = samples[kind];
        var step = model.Apply(states[state], source.Invocation(call), source.Completion(call));
        known[pair] = next = step.IsLegal ? Number(step.State) : -1;
        return next;
    }

    /// <inheritdoc/>
    public bool Overwrites(int kind) => overwrites[kind];

    /// <inheritdoc/>
    public bool Foresees => model is IForeseeingModel;

    /// <inheritdoc/>
    public bool IsBeyond(int state, int kind)
    {
        if (model is not IForeseeingModel foreseeing) return false;
        var pair = ((long)state << 32) | (uint)kind;
        if (beyond.TryGetValue(pair, out var isBeyond)) return isBeyond;
        var call = samples[kind];
        return beyond[pair] = foreseeing.IsBeyond(states[state], source.Invocation(call), source.Completion(call));
    }

    /// <summary>The kind of a call.</summary>
    public int KindOf(Call call)
    {
        var invocation = source.Invocation(call);
        var end = source.Completion(call);
        var kind = new OperationKind(
            invocation.F, invocation.Value, end?.Type ?? OperationType.Info, end?.Value ?? default, end?.Error, end?.Evidence ?? default);
        if (kindNumbers.TryGetValue(kind, out var number)) return number;
        kindNumbers[kind] = number = samples.Count;
        samples.Add(call);
        overwrites.Add(model is IForeseeingModel foreseeing && foreseeing.Overwrites(invocation, end));
        return number;
    }

    /// <summary>The problem of ordering one object's calls.</summary>
    public static SearchProblem Problem(IModel model, ObjectHistory source)
    {
        var transitions = new ModelTransitions(model, source);
        var builder = new SearchProblemBuilder(source.Calls.Count);
        foreach (var call in source.Calls)
        {
            var isObservation = model is IObservingModel observing
                && observing.IsObservation(source.Invocation(call), source.Completion(call));
            builder.Add(call.Invoke, call.Return, transitions.KindOf(call), isObservation);
        }

        return builder.Build(transitions);
    }

    private int Number(Value state)
    {
        if (stateNumbers.TryGetValue(state, out var number)) return number;
        stateNumbers[state] = number = states.Count;
        states.Add(state);
        stateBytes += StateBytes + SizeOf(state);
        return number;
    }

    private static long SizeOf(Value state)
    {
        if (state.Kind is ValueKind.Text) return 24 + (2L * state.AsText().Length);
        if (state.Kind is not ValueKind.List) return 0;
        var bytes = 24L;
        foreach (var item in state.AsList()) bytes += 16 + (item.Kind is ValueKind.List ? SizeOf(item) : 0);
        return bytes;
    }

    private readonly record struct OperationKind(
        string F, Value Argument, OperationType Type, Value Result, string? Error, Value Evidence);
}
