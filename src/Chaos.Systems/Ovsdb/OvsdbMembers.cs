namespace Chaos.Systems;

/// <summary>The members of a running OVSDB, by the servers' own commands.</summary>
internal sealed class OvsdbMembers(RunClock clock)
{
    private static readonly TimeSpan answerWithin = TimeSpan.FromSeconds(3);

    /// <summary>The addresses of the members, as a node sees them.</summary>
    /// <exception cref="ProbeException">It told none, or is none.</exception>
    /// <exception cref="CallException">It did not answer.</exception>
    public async Task<IReadOnlyList<string>> ReadAsync(INode node, CancellationToken cancellationToken) =>
        OvsdbStatus.Parse(await CommandAsync(node, "cluster/status", [OvsdbRecipe.Database], cancellationToken)).Members;

    /// <summary>Lets a member begin to remove another, or ask the leader for it.</summary>
    /// <exception cref="ClusterException">It refused, or did not answer.</exception>
    public async ValueTask RemoveAsync(INode through, INode leaving, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(answerWithin, clock.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            await CommandAsync(through, "cluster/kick", [OvsdbRecipe.Database, OvsdbRecipe.PeerAddress(leaving.Address)], either.Token);
        }
        catch (Exception e) when (e is CallException or ProbeException)
        {
            throw new ClusterException($"OVSDB on {through.Name} did not remove {leaving.Name}: {e.Message}.", e);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ClusterException($"OVSDB on {through.Name} did not remove {leaving.Name} within {answerWithin.TotalSeconds:0} s.");
        }
    }

    private async Task<string> CommandAsync(INode node, string command, string[] arguments, CancellationToken cancellationToken)
    {
        using var link = await OvsdbLink.OpenAsync(NodeDialer.To(node, OvsdbRecipe.ControlPort, clock.TimeProvider), cancellationToken);
        return await link.CommandAsync(command, arguments, cancellationToken);
    }
}
