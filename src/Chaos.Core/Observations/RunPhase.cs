namespace Chaos;

/// <summary>
/// The phases of a run. The beginning of each is a note in the history, and an observation of kind
/// <see cref="ObservationKind.Phase"/>, so that checkers know when the last fault was healed without asking anybody.
/// </summary>
public static class RunPhase
{
    /// <summary>The function of the notes that mark the phases in a history; their value is the name.</summary>
    public const string NoteName = "phase";

    /// <summary>Load, and faults.</summary>
    public const string Main = "main";

    /// <summary>No new operations; the last faults are being ended.</summary>
    public const string Heal = "heal";

    /// <summary>Everything is verified to be healed; the nodes are given time to become healthy.</summary>
    public const string Recover = "recover";

    /// <summary>The final operations.</summary>
    public const string Final = "final";

    /// <summary>Nothing more happens; the evidence is complete.</summary>
    public const string End = "end";

    /// <summary>The observation that a phase began at a moment of the run clock (ns).</summary>
    public static Observation Began(string phase, long atNs) =>
        new() { Kind = ObservationKind.Phase, SentNs = atNs, ReceivedNs = atNs, Detail = phase };

    /// <summary>When a phase began, by the history's notes or else the observations, run clock, ns; null where it never did.</summary>
    public static long? StartOf(string phase, Evidence evidence)
    {
        var name = Value.Of(phase);
        var history = evidence.History;
        for (var i = 0; i < history.Count; i++)
        {
            if (history.TypeAt(i) is OperationType.Note && history[i] is { F: NoteName } note && note.Value == name) return note.TimeNs;
        }

        return evidence.Observations
            .FirstOrDefault(observation => observation.Kind is ObservationKind.Phase && observation.Detail == phase)?.SentNs;
    }
}
