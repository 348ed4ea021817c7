namespace Chaos.Checking;

/// <summary>A stretch in which all observations of a node agree.</summary>
/// <param name="FromNs">When the first of them was asked, run clock, ns.</param>
/// <param name="ToNs">When the last of them had come, run clock, ns.</param>
/// <param name="Role">The role.</param>
/// <param name="Term">The term, where known.</param>
public readonly record struct RoleSpan(long FromNs, long ToNs, NodeRole Role, long? Term)
{
    /// <summary>Two equal observations further apart than this do not prove what was between them.</summary>
    private const long LongestSilenceNs = 2_500_000_000;

    /// <summary>The stretches of one node, in order of time; between them nobody knows.</summary>
    /// <param name="observations">All observations of the run.</param>
    /// <param name="node">The node.</param>
    public static IReadOnlyList<RoleSpan> Of(IEnumerable<Observation> observations, string node) => Join(observations
        .Where(observation => observation.Kind is ObservationKind.Role && observation.Node == node)
        .OrderBy(observation => observation.SentNs));

    /// <summary>Whether some moment of it lies between these, ns.</summary>
    public bool Touches(long fromNs, long toNs) => FromNs <= toNs && ToNs >= fromNs;

    /// <summary>Joins observations that agree and follow each other closely.</summary>
    internal static List<RoleSpan> Join(IEnumerable<Observation> observations)
    {
        var spans = new List<RoleSpan>();
        var broken = true;
        foreach (var seen in observations)
        {
            if (seen.Role is NodeRole.Unknown)
            {
                broken = true;
                continue;
            }

            if (!broken && spans[^1] is var last && last.Role == seen.Role && last.Term == seen.Term
                && seen.SentNs - last.ToNs <= LongestSilenceNs)
                spans[^1] = last with { ToNs = Math.Max(last.ToNs, seen.ReceivedNs) };
            else spans.Add(new RoleSpan(seen.SentNs, seen.ReceivedNs, seen.Role, seen.Term));
            broken = false;
        }

        return spans;
    }
}
