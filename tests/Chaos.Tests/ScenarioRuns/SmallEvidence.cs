namespace Chaos.Tests.ScenarioRuns;

/// <summary>Evidence of a few lines, in seconds; a main phase from 0 to 100 s.</summary>
internal sealed class SmallEvidence
{
    private readonly List<Operation> entries = [];
    private readonly List<FaultRecord> faults = [];
    private readonly List<Observation> seen = [RunPhase.Began(RunPhase.Main, 0), RunPhase.Began(RunPhase.Heal, Ns(100))];

    public Evidence Evidence => new(
        new History(entries.OrderBy(entry => entry.TimeNs).Select((entry, index) => entry with { Index = index })), faults, seen);

    public SmallEvidence Fault(string id, double from, double to, params string[] nodes)
    {
        faults.Add(new()
        {
            Id = $"{id}-1",
            Replays = id,
            Nemesis = "test",
            Shape = "test",
            Nodes = nodes,
            AskedNs = Ns(from),
            FromNs = Ns(from),
            ToNs = Ns(to),
            Outcome = FaultOutcome.Installed,
        });
        return this;
    }

    public SmallEvidence Call(
        double from, double to, string f, Value argument, OperationType type, Value result, int process = 0, string node = "n1", string? error = null)
    {
        entries.Add(new() { F = f, Key = "k", Process = process, Node = node, Type = OperationType.Invoke, TimeNs = Ns(from), Value = argument });
        entries.Add(new() { F = f, Key = "k", Process = process, Node = node, Type = type, TimeNs = Ns(to), Value = result, Error = error });
        return this;
    }

    public SmallEvidence Read(double at, string node = "n1") => Call(at, at + 0.01, "read", default, OperationType.Ok, Value.Of(1), node: node);

    public SmallEvidence Elected(double at, string node, long term)
    {
        seen.Add(Leads(at, node, term) with { Kind = ObservationKind.Election });
        return this;
    }

    public SmallEvidence LeadsAt(double at, string node, long term)
    {
        seen.Add(Leads(at, node, term));
        return this;
    }

    public SmallEvidence Tells(double at, ObservationKind kind, string node, string text)
    {
        seen.Add(new() { Kind = kind, Node = node, SentNs = Ns(at), ReceivedNs = Ns(at), Version = text, Detail = text });
        return this;
    }

    public static long Ns(double seconds) => (long)(seconds * 1e9);

    private static Observation Leads(double at, string node, long term) => new()
    {
        Kind = ObservationKind.Role,
        Node = node,
        SentNs = Ns(at),
        ReceivedNs = Ns(at),
        Role = NodeRole.Leader,
        Term = term,
        IsEvidence = true,
    };
}
