namespace Chaos.Nemeses;

/// <summary>
/// Probes for one partition. Datagrams may get lost on a busy machine: a direction works if any probe says so. Directions that another
/// fault also cuts prove nothing either way.
/// </summary>
internal sealed class CutProof(string faultId, FaultBudget budget, NemesisContext context)
{
    private static readonly TimeSpan BetweenProbes = TimeSpan.FromMilliseconds(300);

    /// <summary>Every direction between two nodes.</summary>
    public IReadOnlyList<Link> All { get; } =
        [.. from a in context.Cluster.Nodes from b in context.Cluster.Nodes where a.Name != b.Name select new Link(a.Name, b.Name)];

    /// <summary>Directions in which a datagram arrived in some round.</summary>
    public HashSet<Link> Working { get; } = [];

    /// <summary>Directions in which some round sent and nothing of it arrived.</summary>
    public HashSet<Link> Broken { get; } = [];

    /// <summary>Directions that another fault cut before or after a round.</summary>
    public HashSet<Link> Explained { get; } = [];

    /// <summary>When the last round ended, run clock, ns.</summary>
    public long LastNs { get; private set; }

    /// <summary>Rounds so far.</summary>
    public int Rounds { get; private set; }

    /// <summary>The capability.</summary>
    /// <exception cref="ClusterException">The cluster does not have it.</exception>
    public static INetworkFaults NetworkOf(NemesisContext context) => context.Cluster.TryGetFaults<INetworkFaults>(out var network)
        ? network
        : throw new ClusterException($"The {context.Cluster.Backend} cluster cannot cut the network.");

    /// <summary>Directions as text.</summary>
    public static string Join(IEnumerable<Link> links) => string.Join(", ", links);

    /// <summary>Those of the cut directions that tell something.</summary>
    public Link[] Expected(IEnumerable<Link> cuts) => [.. cuts.Where(link => !Explained.Contains(link))];

    /// <summary>Directions that never worked though nobody cuts them.</summary>
    public Link[] SilentBeside(IReadOnlyCollection<Link> cuts) =>
        [.. All.Where(link => !Working.Contains(link) && !cuts.Contains(link) && !Explained.Contains(link))];

    /// <summary>Probes until everything works that should, or the tries are used up.</summary>
    public async ValueTask ProbeAsync(IReadOnlyCollection<Link> cuts, int tries, CancellationToken cancellationToken)
    {
        for (var left = tries; ; left--)
        {
            await RoundAsync(cancellationToken);
            if (left <= 1 || SilentBeside(cuts).Length == 0) return;
            await Task.Delay(BetweenProbes, context.Clock.TimeProvider, cancellationToken);
        }
    }

    /// <summary>One round of probes along all directions.</summary>
    public async ValueTask RoundAsync(CancellationToken cancellationToken)
    {
        // A cut of another lane may begin or end meanwhile: what was claimed before or after is explained.
        NoteOthers();
        var reachability = await NetworkOf(context).ProbeAsync(cancellationToken);
        NoteOthers();
        Working.UnionWith(reachability.Working);
        Broken.UnionWith(reachability.Broken);
        LastNs = reachability.ReceivedNs;
        Rounds++;
    }

    private void NoteOthers() =>
        Explained.UnionWith(budget.InForce.Where(claim => claim.FaultId != faultId).SelectMany(claim => claim.Cuts));
}
