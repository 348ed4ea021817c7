using Chaos.Reports;

namespace Chaos.BrowserTests.Samples;

/// <summary>A made-up run of etcd of one minute, the same at every call: what a page must be able to show.</summary>
internal sealed class SampleRun
{
    private const long Ms = 1_000_000;
    private const int Concurrency = 10;
    private static readonly string[] Nodes = ["n1", "n2", "n3", "n4", "n5"];

    private readonly Randomness draws = Randomness.FromSeed(20_260);
    private readonly List<(long AtNs, int Order, Operation Operation)> entries = [];
    private readonly List<FaultRecord> faults = SampleFaults.All();
    private readonly int perSecond;
    private long order;

    private SampleRun(int perSecond) => this.perSecond = perSecond;

    /// <summary>A run in which nothing is wrong.</summary>
    public static ReportInput Valid(int perSecond = 120) => new SampleRun(perSecond).Build(violating: false);

    /// <summary>A run in which a read misses an acknowledged write.</summary>
    public static ReportInput Violating(int perSecond = 120) => new SampleRun(perSecond).Build(violating: true);

    private ReportInput Build(bool violating)
    {
        var processes = Enumerable.Range(0, Concurrency).ToArray();
        var free = new long[Concurrency];
        var total = perSecond * 60;
        for (var i = 0; i < total; i++)
        {
            var due = (long)(i * (60_000.0 / total) * Ms);
            var thread = Array.IndexOf(free, free.Min());
            var start = Math.Max(due, free[thread]);
            free[thread] = Operate(i, due, start, ref processes[thread]) + (20_000 + draws.Below(90_000L, order++));
        }

        var culprits = violating ? AddStaleRead(processes) : ("", []);
        var operations = entries.OrderBy(entry => entry.AtNs).ThenBy(entry => entry.Order)
            .Select((entry, index) => entry.Operation with { Index = index }).ToList();
        var history = new History(operations);
        var evidence = new Evidence(history, faults, SampleObservations.All(faults));
        var results = RunResults.From(new ResultsInput
        {
            Run = SampleFacts.Of(violating),
            Evidence = evidence,
            Checks = SampleChecks.Of(history, culprits),
            Directory = $"chaos-runs/20261123T190412Z-etcd-register-{(violating ? 4711 : 8128)}",
            CheckerMs = 212.4,
        });
        return new ReportInput { Results = results, Evidence = evidence, Files = SampleFacts.Files };
    }

    private long Operate(int i, long due, long start, ref int process)
    {
        var node = Nodes[process % 5];
        var key = $"k{i / 200 % 12}";
        var (f, argument) = draws.Below(10, order++) switch
        {
            < 5 => ("read", Value.Null),
            < 8 => ("write", Value.Of(i)),
            _ => ("cas", Value.Of(Value.Of(Math.Max(0, i - 7)), Value.Of(i))),
        };
        var type = Outcome(f, node, start, out var error);
        var took = type is OperationType.Info ? 1_000 * Ms : Latency(start);
        if (type is OperationType.Fail && error is not Operation.MismatchError) took = (long)(0.4 * Ms) + draws.Below(300_000L, order++);
        var got = type is OperationType.Ok && f == "read" ? Value.Of(Math.Max(0, i - 3)) : argument;
        Add(start, new Operation { Process = process, Type = OperationType.Invoke, F = f, Key = key, Value = argument, Node = node, DueNs = due });
        Add(start + took, new Operation
        {
            Process = process,
            Type = type,
            F = f,
            Key = key,
            Value = type is OperationType.Ok ? got : argument,
            Node = node,
            Error = error,
        });
        if (type is OperationType.Info) process += Concurrency;
        return start + took;
    }

    private OperationType Outcome(string f, string node, long at, out string? error)
    {
        var hit = faults.FirstOrDefault(fault => fault.FromNs <= at && at < fault.ToNs + (400 * Ms) && fault.Parameters["minority"].Contains(node));
        error = null;
        if (hit is not null && draws.Below(10, order++) < (hit.Nemesis == "kill" ? 9 : 8))
        {
            error = hit.Nemesis == "kill" ? "connection refused" : "deadline exceeded";
            return hit.Nemesis == "kill" ? OperationType.Fail : OperationType.Info;
        }

        if (f != "cas" || draws.Below(10, order++) < 4) return OperationType.Ok;
        error = Operation.MismatchError;
        return OperationType.Fail;
    }

    private long Latency(long at)
    {
        var tail = Math.Pow(draws.Fraction(order++), 6);
        var electing = SampleFaults.LeaderLossesNs.Any(loss => at >= loss && at < loss + (1_300 * Ms));
        var baseMs = electing ? 120 + (700 * draws.Fraction(order++)) : 1.1 + (2.2 * draws.Fraction(order++));
        return (long)((baseMs + (60 * tail)) * Ms);
    }

    /// <summary>Three operations on a key of their own: a write, its successor, and a read on a cut-off node that misses the latter.</summary>
    private (string Key, long[] Starts) AddStaleRead(int[] processes)
    {
        var at = 21_480 * Ms;
        long[] starts = [at, at + (9 * Ms), at + (31 * Ms)];
        void Call(int process, string node, string f, long from, double tookMs, Value sent, Value got)
        {
            Add(from, new Operation { Process = process, Type = OperationType.Invoke, F = f, Key = "k13", Value = sent, Node = node, DueNs = from });
            Add(from + (long)(tookMs * Ms), new Operation { Process = process, Type = OperationType.Ok, F = f, Key = "k13", Value = got, Node = node });
        }

        var next = processes.Max() + 1;
        Call(next, "n1", "write", starts[0], 3.1, Value.Of(41), Value.Of(41));
        Call(next + 1, "n3", "write", starts[1], 6.4, Value.Of(42), Value.Of(42));
        Call(next + 2, "n4", "read", starts[1] + (2 * Ms), 2.2, Value.Null, Value.Of(41));
        Call(next, "n1", "read", starts[1] + (9 * Ms), 1.7, Value.Null, Value.Of(42));
        Call(next + 3, "n2", "read", starts[2], 2.4, Value.Null, Value.Of(41));
        Add(starts[1] + (4 * Ms), new Operation
        {
            Process = next + 4,
            Type = OperationType.Invoke,
            F = "cas",
            Key = "k13",
            Value = Value.Of(Value.Of(40), Value.Of(43)),
            Node = "n2",
        });
        Add(starts[1] + (1_004 * Ms), new Operation
        {
            Process = next + 4,
            Type = OperationType.Info,
            F = "cas",
            Key = "k13",
            Value = Value.Of(Value.Of(40), Value.Of(43)),
            Node = "n2",
            Error = "deadline exceeded",
        });
        return ("k13", starts);
    }

    private void Add(long atNs, Operation operation) => entries.Add((atNs, entries.Count, operation with { TimeNs = atNs }));
}
