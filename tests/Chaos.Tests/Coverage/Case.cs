namespace Chaos.Tests.Coverage;

/// <summary>Small histories, schedules and observations, in seconds.</summary>
internal static class Case
{
    public const long Second = 1_000_000_000;

    public static readonly CheckBudget Budget = new();

    /// <summary>A read on a node and a key, from one time to a tenth of a second later.</summary>
    public static Operation[] Read(double at, OperationType end = OperationType.Ok, string node = "n1", string key = "k1", string f = "read")
    {
        var process = (int)(at * 10);
        var begun = new Operation
        {
            F = f,
            Key = key,
            Node = node,
            Process = process,
            Type = OperationType.Invoke,
            TimeNs = (long)(at * Second),
        };
        return [begun, begun with { Type = end, TimeNs = begun.TimeNs + (Second / 10) }];
    }

    public static FaultRecord Fault(
        string nemesis, int number, double? from, double? to, bool? effective = true, FaultOutcome outcome = FaultOutcome.Installed) =>
        new()
        {
            Id = $"{nemesis}-{number}",
            Nemesis = nemesis,
            Shape = nemesis,
            Nodes = ["n1"],
            AskedNs = 0,
            FromNs = (long?)(from * Second),
            ToNs = (long?)(to * Second),
            Effective = effective,
            Effect = "measured",
            Outcome = outcome,
            Reason = outcome is FaultOutcome.Installed ? null : "for a reason.",
        };

    public static Observation Health(string node, double at, bool healthy, string? detail = null) => new()
    {
        Kind = ObservationKind.Health,
        Node = node,
        SentNs = (long)(at * Second),
        ReceivedNs = (long)(at * Second),
        Healthy = healthy,
        Detail = detail,
    };

    public static Evidence Of(
        IEnumerable<Operation[]>? operations = null, IReadOnlyList<FaultRecord>? faults = null, IReadOnlyList<Observation>? seen = null) =>
        new(new History((operations ?? []).SelectMany(pair => pair)), faults ?? [], seen ?? []);
}
