namespace Chaos.Nemeses;

/// <summary>Single changes of the members, each tried until most members see it, because an answer may get lost.</summary>
internal sealed class MembershipSteps(NemesisContext context, IReadOnlyCollection<string> struck, FaultBudget budget)
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(500);

    private readonly IMembership membership = Capability<IMembership>(context);

    private TimeSpan Patience => membership.ChangesWithin;

    /// <summary>A capability that the family made sure of before the load.</summary>
    public static T Capability<T>(NemesisContext context)
        where T : class => context.Cluster.TryGetFaults<T>(out var capability)
        ? capability
        : throw new ClusterException("The members of this cluster cannot be changed.");

    /// <summary>How many of these members see exactly them as the members.</summary>
    public async ValueTask<int> CountSeeingAsync(IReadOnlyCollection<string> members, CancellationToken cancellationToken)
    {
        var wanted = members.Order(StringComparer.Ordinal).ToArray();
        var views = await Task.WhenAll(members.Select(member => ViewOfAsync(member, cancellationToken)));
        return views.Count(view => view is not null && view.SequenceEqual(wanted, StringComparer.Ordinal));
    }

    /// <summary>Whether most of these members see exactly them.</summary>
    public async ValueTask<bool> AgreeAsync(IReadOnlyCollection<string> members, CancellationToken cancellationToken) =>
        await CountSeeingAsync(members, cancellationToken) * 2 > members.Count;

    /// <summary>Whether one node can take another's place in one change.</summary>
    public bool ReplaceAtOnce => membership.ReplacesAtOnce;

    /// <summary>Whether a node is started before the members are told of it.</summary>
    public bool StartsFirst => membership.JoinsWhenStarted;

    /// <summary>Puts one, which runs already, in another's place; whether most members came to see the members so.</summary>
    public async ValueTask<bool> TryReplaceAsync(
        IReadOnlyCollection<string> from, string leaving, string joining, CancellationToken cancellationToken)
    {
        IReadOnlyCollection<string> wanted = [.. from.Where(member => member != leaving), joining];
        var untilNs = context.Clock.NowNs + (Patience.Ticks * TimeSpan.NanosecondsPerTick);
        for (var tries = 0; !await AgreeAsync(wanted, cancellationToken); tries++)
        {
            if (context.Clock.NowNs >= untilNs) return false;
            if (tries > 0) await Task.Delay(BetweenTries, context.Clock.TimeProvider, cancellationToken);
            await TellAsync(through => membership.ReplaceAsync(through, NodeOf(leaving), NodeOf(joining), cancellationToken), from, leaving, tries);
        }

        return true;
    }

    /// <summary>Adds or removes one, until most members see the members so.</summary>
    /// <exception cref="ClusterException">They do not in time; the message has the system's last words.</exception>
    public async ValueTask ChangeAsync(
        IReadOnlyCollection<string> from, string node, bool add, CancellationToken cancellationToken)
    {
        IReadOnlyCollection<string> wanted = add ? [.. from, node] : [.. from.Where(member => member != node)];
        var untilNs = context.Clock.NowNs + (Patience.Ticks * TimeSpan.NanosecondsPerTick);
        var last = "nobody could be asked";
        for (var tries = 0; !await AgreeAsync(wanted, cancellationToken); tries++)
        {
            if (context.Clock.NowNs >= untilNs)
                throw new ClusterException(
                    $"Most of {string.Join(", ", wanted)} did not see {node} {(add ? "join" : "leave")} within {Patience.TotalSeconds:0} s: {last}");
            if (tries > 0) await Task.Delay(BetweenTries, context.Clock.TimeProvider, cancellationToken);
            last = await TellAsync(through => Change(through, NodeOf(node), add, cancellationToken), from, node, tries) ?? last;
        }
    }

    private ValueTask Change(INode through, INode node, bool add, CancellationToken cancellationToken) => add
        ? membership.AddAsync(through, node, cancellationToken)
        : membership.RemoveAsync(through, node, cancellationToken);

    private async ValueTask<string?> TellAsync(Func<INode, ValueTask> tell, IReadOnlyCollection<string> from, string node, int tries)
    {
        try
        {
            await tell(NodeOf(Through(from, node, tries)));
            return null;
        }
        catch (ClusterException refused)
        {
            return refused.Message; // it may have been done nevertheless: the next look tells
        }
    }

    // The leader first, then the others in turn; nobody who is down or about to leave.
    private string Through(IReadOnlyCollection<string> members, string node, int tries)
    {
        var down = budget.Down.Except(struck).ToHashSet(StringComparer.Ordinal);
        string[] able =
        [
            .. members.Where(member => member != node && !struck.Contains(member))
                .OrderBy(member => down.Contains(member))
                .ThenByDescending(member => member == context.Roles.Leader)
                .ThenBy(member => member, StringComparer.Ordinal),
        ];
        return able.Length > 0 ? able[tries % able.Length] : throw new ClusterException("No other member is left that could be told.");
    }

    // A system's probe gives up by itself; a view that did not come is none.
    private async Task<IReadOnlyList<string>?> ViewOfAsync(string member, CancellationToken cancellationToken) =>
        (await membership.ProbeMembershipAsync(NodeOf(member), cancellationToken)).Members;

    private INode NodeOf(string name) => context.Cluster.Nodes.First(node => node.Name == name);
}
