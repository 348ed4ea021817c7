using Chaos.Reports;

namespace Chaos.Tests.Sweeps;

/// <summary>A steady load, an operation every 10 ms, each answered as a test says.</summary>
internal static class Load
{
    public const long Ms = 1_000_000;
    private const int PeriodMs = 10;

    /// <summary>Evidence of a load of so many seconds.</summary>
    /// <param name="seconds">Its length.</param>
    /// <param name="answer">For the intended start (ms) when the answer came (ms), and what it was; null for none at all.</param>
    /// <param name="faults">The faults.</param>
    /// <param name="elections">When elections were seen, ms.</param>
    public static Evidence Of(
        int seconds, Func<long, (long AtMs, OperationType Type)?> answer, IReadOnlyList<FaultRecord>? faults = null, params long[] elections)
    {
        var entries = new List<Operation>();
        for (var due = 0L; due < seconds * 1000L; due += PeriodMs)
        {
            var process = (int)(due / PeriodMs);
            entries.Add(Entry(due, due, process, OperationType.Invoke));
            if (answer(due) is { } end) entries.Add(Entry(end.AtMs, due, process, end.Type));
        }

        var history = new History(entries.OrderBy(entry => entry.TimeNs).Select((entry, index) => entry with { Index = index }));
        return new(history, faults ?? [], [.. elections.Select(Election), RunPhase.Began(RunPhase.Heal, seconds * 1000L * Ms)]);
    }

    public static SweepFigures FiguresOf(Evidence evidence, int warmUpSeconds = 0) => SweepFigures.From(evidence, TimeSpan.FromSeconds(warmUpSeconds));

    public static FaultRecord Fault(int number, long fromMs, long toMs) => new()
    {
        Id = $"kill-{number}",
        Nemesis = "kill",
        Shape = "kill",
        Nodes = ["n1"],
        AskedNs = fromMs * Ms,
        FromNs = fromMs * Ms,
        ToNs = toMs * Ms,
        Outcome = FaultOutcome.Installed,
    };

    private static Observation Election(long atMs) => new()
    {
        Kind = ObservationKind.Election,
        Node = "n2",
        SentNs = atMs * Ms,
        ReceivedNs = (atMs + 5) * Ms,
        Term = atMs,
    };

    private static Operation Entry(long atMs, long dueMs, int process, OperationType type) => new()
    {
        TimeNs = atMs * Ms,
        DueNs = dueMs * Ms,
        Process = process,
        Type = type,
        F = "read",
        Key = "k1",
        Value = Value.Of(1),
    };
}
