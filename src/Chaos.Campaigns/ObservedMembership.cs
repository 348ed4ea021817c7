namespace Chaos.Campaigns;

/// <summary>Passes changes of the members on to a system, and writes down what every look at the members found.</summary>
/// <param name="membership">The system's own.</param>
/// <param name="board">Where the newest members stand.</param>
/// <param name="record">Takes every observation.</param>
internal sealed class ObservedMembership(IMembership membership, RoleBoard board, Action<Observation> record) : IMembership
{
    public bool ReplacesAtOnce => membership.ReplacesAtOnce;

    public bool JoinsWhenStarted => membership.JoinsWhenStarted;

    public TimeSpan ChangesWithin => membership.ChangesWithin;

    public ValueTask ReplaceAsync(INode through, INode leaving, INode joining, CancellationToken cancellationToken) =>
        membership.ReplaceAsync(through, leaving, joining, cancellationToken);

    public ValueTask AddAsync(INode through, INode joining, CancellationToken cancellationToken) =>
        membership.AddAsync(through, joining, cancellationToken);

    public ValueTask RemoveAsync(INode through, INode leaving, CancellationToken cancellationToken) =>
        membership.RemoveAsync(through, leaving, cancellationToken);

    public async ValueTask<Observation> ProbeMembershipAsync(INode node, CancellationToken cancellationToken)
    {
        var seen = await membership.ProbeMembershipAsync(node, cancellationToken);
        board.Put(seen);
        record(seen);
        return seen;
    }
}
