namespace Chaos;

/// <summary>
/// The operations on a lock with a lease: <c>acquire</c>, <c>act</c>, <c>release</c>. The key names the lock. A system's client knows acquire and
/// release; <c>act</c> is done on the protected resource, which Chaos serves itself. A client is an <see cref="ISessionClient"/> where its
/// lease needs keep-alives.
/// </summary>
public static class LockOperations
{
    /// <summary>The name under which systems and workloads speak of these operations.</summary>
    public const string TypeName = "lock";

    /// <summary>
    /// Try to get the lock, without waiting for it; no argument. Ok carries the token, an integer that is larger than that of every holder
    /// before (a revision, an index, a zxid). Fail (<see cref="HeldError"/>) where another one holds it.
    /// </summary>
    public const string Acquire = "acquire";

    /// <summary>Change the protected resource in the belief to hold the lock; argument and result are the token.</summary>
    public const string Act = "act";

    /// <summary>
    /// Give the lock back; argument and result are the token. Fail (<see cref="NotHeldError"/>) where this token's lock is gone for certain.
    /// </summary>
    public const string Release = "release";

    /// <summary>The error of an acquire that found another holder.</summary>
    public const string HeldError = "held";

    /// <summary>The error of a release whose lock is gone.</summary>
    public const string NotHeldError = "not held";

    /// <summary>The error of an act that the resource refused, because a younger token had acted.</summary>
    public const string StaleTokenError = "stale token";

    /// <summary>An acquire of the lock <paramref name="key"/>.</summary>
    public static Invocation AcquireOf(string key) => new(Acquire, key, default);

    /// <summary>An act under the lock <paramref name="key"/> with <paramref name="token"/>.</summary>
    public static Invocation ActOf(string key, long token) => new(Act, key, Value.Of(token));

    /// <summary>A release of the lock <paramref name="key"/> with <paramref name="token"/>.</summary>
    public static Invocation ReleaseOf(string key, long token) => new(Release, key, Value.Of(token));
}
