using Xunit;

namespace Chaos.Tests.Nemeses;

/// <summary>The members of the fake cluster: every member sees the same ones, and answers may get lost.</summary>
internal sealed partial class FakeCluster
{
    public List<string> Members { get; } = [.. Enumerable.Range(1, size).Select(i => $"n{i}")];

    /// <summary>How many of the next changes are refused.</summary>
    public int RefusedChanges { get; set; }

    /// <summary>How many of the next changes are made and their answers lost.</summary>
    public int LostAnswers { get; set; }

    /// <summary>Until then changes are acknowledged and not made.</summary>
    public TimeSpan ChangesDoNothingUntil { get; set; }

    public bool RemovedNodesGoOn { get; set; }

    /// <summary>Whether a node runs before it is taken in.</summary>
    public bool JoinsWhenStarted { get; set; }

    public bool AddsAreRefused { get; set; }

    /// <summary>Who becomes a member at the moment it is killed, where it is none by then.</summary>
    public string? JoinsAtLast { get; set; }

    /// <summary>Who was started as a new member, and beside whom.</summary>
    public List<string> Joins { get; } = [];

    public ValueTask AddAsync(INode through, INode joining, CancellationToken cancellationToken) => Change(
        through,
        () =>
        {
            if (Members.Contains(joining.Name)) throw new ClusterException($"{joining.Name} is a member already");
            if (AddsAreRefused) throw new ClusterException($"{joining.Name} is not caught up");
            if (JoinsWhenStarted && Find(joining.Name).State is not NodeProcessState.Running)
                throw new ClusterException($"{joining.Name} does not ask to be taken in");
            Members.Add(joining.Name);
            Members.Sort(StringComparer.Ordinal);
        });

    public ValueTask RemoveAsync(INode through, INode leaving, CancellationToken cancellationToken) => Change(
        through,
        () =>
        {
            if (!Members.Remove(leaving.Name)) throw new ClusterException($"{leaving.Name} is no member");
            if (!RemovedNodesGoOn) Find(leaving.Name).State = NodeProcessState.Gone;
        });

    public ValueTask<Observation> ProbeMembershipAsync(INode node, CancellationToken cancellationToken)
    {
        var sentNs = clock.NowNs;
        time.Advance(TimeSpan.FromMilliseconds(2));
        return new(new Observation
        {
            Kind = ObservationKind.Membership,
            Node = node.Name,
            SentNs = sentNs,
            ReceivedNs = clock.NowNs,
            Members = Find(node.Name).State is NodeProcessState.Running ? [.. Members] : null,
        });
    }

    public ValueTask<EffectTime> JoinAsync(string node, IReadOnlyList<string> members, CancellationToken cancellationToken)
    {
        if (JoinsWhenStarted) Assert.DoesNotContain(node, Members);
        else Assert.Contains(node, Members);
        Assert.Equal(Members.Union([node]).Order(StringComparer.Ordinal), members.Order(StringComparer.Ordinal));
        Joins.Add($"{node} beside {string.Join(' ', Members.Where(member => member != node))}");
        Find(node).State = NodeProcessState.Running;
        Find(node).Life++;
        return Do(300, () => { }, cancellationToken);
    }

    private ValueTask Change(INode through, Action change)
    {
        time.Advance(TimeSpan.FromMilliseconds(20));
        if (Find(through.Name).State is not NodeProcessState.Running || !Members.Contains(through.Name))
            throw new ClusterException($"{through.Name} does not answer");
        if (RefusedChanges-- > 0) throw new ClusterException("unhealthy cluster");
        if (clock.NowNs >= ChangesDoNothingUntil.Ticks * 100) change();
        return LostAnswers-- > 0 ? throw new ClusterException("no answer") : default;
    }
}
