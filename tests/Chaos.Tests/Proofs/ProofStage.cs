using Chaos.Checking;

namespace Chaos.Tests.Proofs;

/// <summary>
/// The evidence of one cut, made by hand: n1 leads in term 1 and is cut off (or whatever <see cref="Cuts"/> says) from second 10 to 16;
/// every node is probed for its role every 200 ms and asked to write and to read.
/// </summary>
internal sealed record ProofStage
{
    public const long Second = 1_000_000_000;

    private static readonly string[] five = ["n1", "n2", "n3", "n4", "n5"];

    public string Shape { get; init; } = SplitShapes.IsolatedLeader;

    public IReadOnlyList<string> Nodes { get; init; } = five;

    /// <summary>The directions that are cut; null for both between n1 and all others.</summary>
    public IReadOnlyList<Link>? Cuts { get; init; }

    /// <summary>The directions that the probes find silent; null for those that are cut.</summary>
    public IReadOnlyList<Link>? Silent { get; init; }

    public bool? Effective { get; init; } = true;

    public double FromSeconds { get; init; } = 10;

    public double ToSeconds { get; init; } = 16;

    /// <summary>When it flaps, the seconds of the probes that find it in force; null for a cut that holds.</summary>
    public IReadOnlyList<double>? InForceAt { get; init; }

    /// <summary>Who leads besides n1, in which term and since which second; null for nobody.</summary>
    public (string Node, long Term, double Since)? NewLeader { get; init; } = ("n3", 2, 12);

    /// <summary>From which second on n1 does not lead any more.</summary>
    public double OldLeaderUntil { get; init; } = 11;

    /// <summary>Operations: where, what, from second, to second (null: never ended), how.</summary>
    public IReadOnlyList<(string Node, string F, double From, double? To, OperationType End)> Operations { get; init; } =
    [
        ("n1", "write", 12.5, null, OperationType.Info), ("n3", "write", 13, 13.1, OperationType.Ok),
    ];

    /// <summary>Members that a node sees during the cut; null for no look.</summary>
    public (string Node, string[] Members)? Members { get; init; }

    /// <summary>Whether clients stay at the node where an operation was begun.</summary>
    public bool ClientsStay { get; init; } = true;

    public static ProofSettings SettingsOf(IReadOnlyList<string> nodes) => new()
    {
        Nodes = nodes,
        VoterSets = [nodes],
        Reads = ["read"],
        ElectionTimeout = TimeSpan.FromSeconds(1),
    };

    /// <summary>Both directions between two groups.</summary>
    public static Link[] Between(string one, string other) =>
    [
        .. from a in one.Split(' ') from b in other.Split(' ') from link in new Link[] { new(a, b), new(b, a) } select link,
    ];

    public ProofCut Examine() => ProofExaminer.Examine(Evidence(), SettingsOf(Nodes) with { ClientsStay = ClientsStay }).Single();

    public Evidence Evidence()
    {
        var cuts = Cuts ?? Between("n1", string.Join(' ', Nodes.Skip(1)));
        return new(HistoryOf(), [FaultOf(cuts)], [.. Roles(), .. Probes(Silent ?? cuts), .. Views()]);
    }

    private static long Ns(double seconds) => (long)(seconds * Second);

    private FaultRecord FaultOf(IReadOnlyList<Link> cuts) => new()
    {
        Id = "partition-1",
        Nemesis = "partition",
        Shape = InForceAt is null ? Shape : "flapping",
        Nodes = ["n1"],
        Cuts = cuts,
        Leader = "n1",
        Parameters = new Dictionary<string, string> { [SplitShapes.Parameter] = Shape, ["flap"] = "3s" },
        AskedNs = Ns(FromSeconds - 0.1),
        FromNs = Ns(FromSeconds),
        ToNs = Ns(ToSeconds),
        Outcome = FaultOutcome.Installed,
        Effective = Effective,
        Effect = "measured",
    };

    private IEnumerable<Observation> Probes(IReadOnlyList<Link> silent) =>
        (InForceAt ?? [FromSeconds + 0.2, ToSeconds - 0.3]).Select(at => new Observation
        {
            Kind = ObservationKind.Reachability,
            SentNs = Ns(at),
            ReceivedNs = Ns(at + 0.1),
            Broken = silent,
        });

    private IEnumerable<Observation> Roles() =>
        from node in Nodes
        from tick in Enumerable.Range(0, 100)
        let at = tick * 0.2
        let leads = (node == "n1" && at < OldLeaderUntil) || (NewLeader is { } next && next.Node == node && at >= next.Since)
        select new Observation
        {
            Kind = ObservationKind.Role,
            Node = node,
            SentNs = Ns(at),
            ReceivedNs = Ns(at + 0.01),
            Role = leads ? NodeRole.Leader : NodeRole.Follower,
            Term = NewLeader is { } led && at >= led.Since && node != "n1" ? led.Term : 1,
            IsEvidence = true,
        };

    private IEnumerable<Observation> Views() => Members is not { } seen ? [] :
    [
        new() { Kind = ObservationKind.Membership, Node = seen.Node, SentNs = Ns(13), ReceivedNs = Ns(13.1), Members = seen.Members },
    ];

    // Each operation is a process of its own.
    private History HistoryOf()
    {
        var entries = new List<Operation>();
        foreach (var (process, (node, f, from, to, end)) in Operations.Index())
        {
            var invocation = new Operation { Process = process, Node = node, F = f, Key = "k", Value = Value.Of(process), TimeNs = Ns(from), Type = OperationType.Invoke };
            entries.Add(invocation);
            if (to is { } ended) entries.Add(invocation with { TimeNs = Ns(ended), Type = end });
        }

        return new(entries.OrderBy(entry => entry.TimeNs).Select((entry, index) => entry with { Index = index }));
    }
}
