namespace Chaos.Checking;

/// <summary>
/// A lock per key that gives a fencing token to each holder. <c>acquire</c> ends with its token, an integer larger than every token given
/// before (gaps are allowed); it is legal while the lock is free. <c>release</c> carries the token, and is legal while that token holds
/// the lock; without a token it is legal while anyone does. An acquire of unknown outcome that took effect holds the lock with an
/// unknown token: it is larger than the last one, the next is larger still, and a release may name it. The state is [largest token so
/// far at the least, holder], where the holder is a token, <c>unknown</c> or nil.
/// </summary>
public sealed class FencedLockModel : IModel
{
    private static readonly Value Unknown = Value.Of("unknown");

    /// <inheritdoc/>
    public string Name => "fenced-lock";

    /// <inheritdoc/>
    public Value Initial { get; } = Value.Of(Value.Of(long.MinValue), Value.Null);

    /// <inheritdoc/>
    public string? KeyOf(in Operation invocation) => invocation.Key;

    /// <inheritdoc/>
    /// <exception cref="HistoryFormatException">The operation is none of a fenced lock.</exception>
    public ModelStep Apply(Value state, in Operation invocation, in Operation? completion)
    {
        var (last, holder) = (state.AsList()[0].AsInteger(), state.AsList()[1]);
        switch (invocation.F)
        {
            case "acquire":
                return Acquire(state, last, holder, invocation, completion);
            case "release":
                var token = invocation.Value;
                var fits = token.IsNull || holder == token
                    || (holder == Unknown && Token(invocation, token) >= last);
                if (!holder.IsNull && fits)
                    return ModelStep.To(Value.Of(Value.Of(token.IsNull ? last : Math.Max(last, Token(invocation, token))), Value.Null));
                if (completion is null) return ModelStep.To(state);
                return ModelStep.Illegal(holder.IsNull
                    ? "release succeeded, but the lock was free"
                    : $"release of token {token} succeeded, but the holder was {holder}");
            default:
                throw Misfit.Function(invocation, Name, "acquire and release");
        }
    }

    private static ModelStep Acquire(Value state, long last, Value holder, in Operation invocation, in Operation? completion)
    {
        if (completion is not { } end)
            return holder.IsNull ? ModelStep.To(Value.Of(Value.Of(last + 1), Unknown)) : ModelStep.To(state);
        if (!holder.IsNull) return ModelStep.Illegal($"acquire gave token {end.Value}, but the lock was held (token {holder})");
        return Token(invocation, end.Value) > last
            ? ModelStep.To(Value.Of(end.Value, end.Value))
            : ModelStep.Illegal($"acquire gave token {end.Value}, but a token of at least {last} had been given before");
    }

    private static long Token(in Operation invocation, Value token) => token.Kind is ValueKind.Integer
        ? token.AsInteger()
        : throw Misfit.Of(invocation, $"a token is an integer, but {invocation.F} has {token}");
}
