namespace Chaos.Systems;

/// <summary>
/// Changes of the members of a running Consul. A server that joins finds the others itself, and votes once it has kept up. One that leaves says so
/// to the others; where it does not answer, another one removes it.
/// </summary>
internal sealed class ConsulMembers(Func<INode, HttpNode> open, TimeProvider time)
{
    private const string Configuration = "/v1/operator/raft/configuration?stale";
    private static readonly TimeSpan leaveWithin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan answerWithin = TimeSpan.FromSeconds(3);

    /// <summary>A server that joined votes after the next round of the leader's autopilot, which come every 10 s.</summary>
    public static TimeSpan ChangesWithin => TimeSpan.FromSeconds(25);

    /// <summary>All servers in the Raft configuration, as a node has it, also those that do not vote yet.</summary>
    /// <exception cref="ProbeException">It told none.</exception>
    /// <exception cref="CallException">It did not answer.</exception>
    public async Task<IReadOnlyList<ConsulServer>> ReadAsync(INode node, CancellationToken cancellationToken)
    {
        await using var http = open(node);
        return ConsulServer.Parse(await http.GetAsync(Configuration, cancellationToken));
    }

    /// <summary>Lets a member join the newcomer, which asks it as well.</summary>
    /// <exception cref="ClusterException">It did not.</exception>
    public async ValueTask AddAsync(INode through, INode joining, CancellationToken cancellationToken)
    {
        var what = $"join {joining.Name}";
        if (await PutAsync(through, $"/v1/agent/join/{joining.Address}", what, answerWithin, cancellationToken) is { } why) throw new ClusterException(why);
    }

    /// <summary>Lets a member leave; where it is in the configuration still after a few seconds, another one removes it.</summary>
    /// <exception cref="ClusterException">It was not removed, or nobody knows.</exception>
    public async ValueTask RemoveAsync(INode through, INode leaving, CancellationToken cancellationToken)
    {
        // It answers when it has left, which may take as long as we wait; or does not, as it ends then.
        await PutAsync(leaving, "/v1/agent/leave", "leave", leaveWithin, cancellationToken);
        if (await FindAsync(through, leaving, cancellationToken) is not { } server) return;
        var what = $"remove {leaving.Name}";
        var why = await SendAsync(
            through, HttpMethod.Delete, $"/v1/operator/raft/peer?id={Uri.EscapeDataString(server.Id)}", what, answerWithin, cancellationToken);
        // Else the leader would take one that lives again for a member that it lost.
        why = await PutAsync(through, $"/v1/agent/force-leave/{leaving.Name}", what, answerWithin, cancellationToken) ?? why;
        if (why is not null) throw new ClusterException(why);
    }

    private async Task<ConsulServer?> FindAsync(INode through, INode node, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(answerWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return (await ReadAsync(through, either.Token)).FirstOrDefault(server => server.Address == node.Address.ToString());
        }
        catch (Exception e) when (e is CallException or ProbeException)
        {
            throw new ClusterException($"Consul on {through.Name} did not tell the members: {e.Message}.", e);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ClusterException($"Consul on {through.Name} did not tell the members within {answerWithin.TotalSeconds:0} s.");
        }
    }

    private Task<string?> PutAsync(INode node, string path, string what, TimeSpan within, CancellationToken cancellationToken) =>
        SendAsync(node, HttpMethod.Put, path, what, within, cancellationToken);

    // Why it was not done, or is not known to be done; null where it was.
    private async Task<string?> SendAsync(
        INode node, HttpMethod method, string path, string what, TimeSpan within, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            await using var http = open(node);
            var answer = await http.SendAsync(method, path, [], either.Token);
            return answer.Status == 200 ? null : $"Consul on {node.Name} did not {what}: {answer.Status} {answer.Text}.";
        }
        catch (CallException e)
        {
            return $"Consul on {node.Name} did not {what}: {e.Message}.";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"Consul on {node.Name} did not {what} within {within.TotalSeconds:0} s.";
        }
    }
}
