namespace Chaos;

/// <summary>
/// One observation of a node, true at some moment between <see cref="SentNs"/> and <see cref="ReceivedNs"/>: a line of
/// <c>observations.jsonl</c>. Conclusions about time hold only where these intervals prove them.
/// </summary>
public sealed record Observation
{
    /// <summary>What was observed.</summary>
    public required ObservationKind Kind { get; init; }

    /// <summary>The node; null for an observation of the whole cluster.</summary>
    public string? Node { get; init; }

    /// <summary>When it was asked, run clock, ns.</summary>
    public required long SentNs { get; init; }

    /// <summary>When the answer had come, or was given up, run clock, ns.</summary>
    public required long ReceivedNs { get; init; }

    /// <summary>The role (kind role), <see cref="NodeRole.Leader"/> for an election.</summary>
    public NodeRole Role { get; init; }

    /// <summary>The term or epoch, where known.</summary>
    public long? Term { get; init; }

    /// <summary>The node that it believes to lead, where known.</summary>
    public string? Leader { get; init; }

    /// <summary>Whether (role, term) were read together, so that two leaders of one term would be a violation.</summary>
    public bool IsEvidence { get; init; }

    /// <summary>Whether the node serves requests (kind health).</summary>
    public bool? Healthy { get; init; }

    /// <summary>The members, by name (kind membership).</summary>
    public IReadOnlyList<string>? Members { get; init; }

    /// <summary>The directions in which nothing arrived (kind reachability).</summary>
    public IReadOnlyList<Link>? Broken { get; init; }

    /// <summary>How far the node's wall clock is ahead of the true one, ns (kind clock).</summary>
    public long? ClockOffsetNs { get; init; }

    /// <summary>Since when all processes of the node go by that, run clock, ns (kind clock); null where it was never shifted.</summary>
    public long? ClockSinceNs { get; init; }

    /// <summary>The position up to which the node had applied the replicated log (kind replica).</summary>
    public long? AppliedIndex { get; init; }

    /// <summary>The number of the node's last change (kind replica).</summary>
    public long? Revision { get; init; }

    /// <summary>A digest of what the node held (kind replica).</summary>
    public string? Digest { get; init; }

    /// <summary>The revision that <see cref="Digest"/> is of (kind replica): the highest that all replicas had.</summary>
    public long? DigestRevision { get; init; }

    /// <summary>From where on <see cref="Digest"/> counts (kind replica); digests compare only where these are equal.</summary>
    public long? DigestBasis { get; init; }

    /// <summary>The version that the node reports of itself (kind version); null where it did not answer.</summary>
    public string? Version { get; init; }

    /// <summary>Further detail, or why there is no answer.</summary>
    public string? Detail { get; init; }
}
