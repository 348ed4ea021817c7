namespace Chaos.Checking;

/// <summary>The evidence of a run, put in order for the study of its cuts.</summary>
internal sealed class ProofScene
{
    public ProofScene(Evidence evidence, ProofSettings settings)
    {
        Settings = settings;
        Calls = ClientCall.AllOf(evidence.History, settings.Reads);
        Spans = settings.Nodes.ToDictionary(node => node, node => RoleSpan.Of(evidence.Observations, node), StringComparer.Ordinal);
        Probes = Of(ObservationKind.Reachability).Where(seen => seen.Broken is not null).ToList();
        Memberships = Of(ObservationKind.Membership).Where(seen => seen.Members is { Count: > 0 }).ToList();
        Cuts =
        [
            .. evidence.Schedule.Where(fault => fault.FromNs is not null && fault.Parameters.ContainsKey(SplitShapes.Parameter))
                .OrderBy(fault => fault.FromNs),
        ];

        IEnumerable<Observation> Of(ObservationKind kind) => evidence.Observations.Where(seen => seen.Kind == kind).OrderBy(seen => seen.SentNs);
    }

    public ProofSettings Settings { get; }

    public IReadOnlyList<ClientCall> Calls { get; }

    public IReadOnlyDictionary<string, IReadOnlyList<RoleSpan>> Spans { get; }

    public IReadOnlyList<Observation> Probes { get; }

    public IReadOnlyList<Observation> Memberships { get; }

    /// <summary>The faults that were made to show a shape and were in force, in order of time.</summary>
    public IReadOnlyList<FaultRecord> Cuts { get; }

    /// <summary>The stretches between these times in which one of these nodes said that it led, with the node.</summary>
    public IEnumerable<(string Node, RoleSpan Span)> Leading(IEnumerable<string> nodes, long fromNs, long toNs) =>
        from node in nodes
        from span in Spans[node]
        where span.Role is NodeRole.Leader && span.Touches(fromNs, toNs)
        orderby span.FromNs
        select (node, span);
}
