namespace Chaos;

/// <summary>
/// The operations on an election of an application, with leases: <c>campaign</c>, <c>observe</c>, <c>resign</c>. The key names the election. A
/// client is an <see cref="ISessionClient"/> where its lease needs keep-alives.
/// </summary>
public static class ElectionOperations
{
    /// <summary>The name under which systems and workloads speak of these operations.</summary>
    public const string TypeName = "election";

    /// <summary>
    /// Try to become leader, without waiting; the argument is the candidate's name. Ok carries [term, candidate]; the term is an integer
    /// that grows from leader to leader. Fail (<see cref="LockOperations.HeldError"/>) where another one leads.
    /// </summary>
    public const string Campaign = "campaign";

    /// <summary>Ask who leads; ok carries [term, candidate], or nil where nobody does.</summary>
    public const string Observe = "observe";

    /// <summary>
    /// Step down; argument and result are the term. Fail (<see cref="LockOperations.NotHeldError"/>) where that leadership is over for certain.
    /// </summary>
    public const string Resign = "resign";

    /// <summary>A campaign of <paramref name="candidate"/> in the election <paramref name="key"/>.</summary>
    public static Invocation CampaignOf(string key, string candidate) => new(Campaign, key, Value.Of(candidate));

    /// <summary>A question who leads in the election <paramref name="key"/>.</summary>
    public static Invocation ObserveOf(string key) => new(Observe, key, default);

    /// <summary>A resignation from <paramref name="term"/> in the election <paramref name="key"/>.</summary>
    public static Invocation ResignOf(string key, long term) => new(Resign, key, Value.Of(term));
}
