namespace Chaos.Checking;

/// <summary>
/// A lock per key with <c>acquire</c> and <c>release</c>, free at first. It has no owner: a release is legal while it is held, whoever
/// holds it.
/// </summary>
public sealed class MutexModel : IModel, ITwoStateModel, IKeyModel
{
    private static readonly Value Free = Value.Of("free");
    private static readonly Value Held = Value.Of("held");

    private readonly TwoStateEngine engine;

    /// <summary>A lock.</summary>
    public MutexModel() => engine = new TwoStateEngine(this);

    /// <inheritdoc/>
    public string Name => "mutex";

    /// <inheritdoc/>
    public Value Initial => Free;

    /// <inheritdoc/>
    IPolynomialEngine IPolynomialModel.Polynomial => engine;

    /// <inheritdoc/>
    public string? KeyOf(in Operation invocation) => invocation.Key;

    /// <inheritdoc/>
    /// <exception cref="HistoryFormatException">The operation is none of a mutex.</exception>
    public ModelStep Apply(Value state, in Operation invocation, in Operation? completion)
    {
        var (needed, next) = invocation.F switch
        {
            "acquire" => (Free, Held),
            "release" => (Held, Free),
            _ => throw Misfit.Function(invocation, Name, "acquire and release"),
        };
        if (state == needed) return ModelStep.To(next);
        return completion is null ? ModelStep.To(state) : ModelStep.Illegal($"{invocation.F} succeeded, but the mutex was {state}");
    }

    /// <inheritdoc/>
    Switching ITwoStateModel.SwitchingOf(History history, Call call) => history.TextOf(history.FNumberAt(call.Invoke)) switch
    {
        "acquire" => Switching.TurnsOn,
        "release" => Switching.TurnsOff,
        _ => throw Misfit.Function(history[call.Invoke], Name, "acquire and release"),
    };
}
