namespace Chaos.Benchmarks;

/// <summary>
/// Histories of an atomic object under the closed loop of <see cref="RegisterLoad"/>, crashed operations that take effect long after, or never,
/// included. Those of a lock take effect before the time-out or never, since a lock taken by nobody would stay taken. One seed gives one
/// history.
/// </summary>
internal sealed class ObjectLoad
{
    private const long ServiceFloorNs = 200_000;
    private const double ServiceMeanNs = 2_000_000;
    private const double ThinkMeanNs = 220_000;
    private const long TimeoutNs = 20_000_000;
    private const double LateMeanNs = 200_000_000;

    private readonly PriorityQueue<Due, (long TimeNs, int Order)> events = new();
    private readonly List<Operation> history = [];
    private readonly Randomness random;
    private readonly LoadShape shape;
    private readonly AtomicObject target;
    private readonly Pending[] last;
    private readonly bool isLock;
    private int order;
    private long draws;

    private ObjectLoad(string kind, LoadShape shape, ulong seed)
    {
        this.shape = shape;
        target = AtomicObject.Of(kind);
        isLock = kind == "mutex";
        random = Randomness.FromSeed(seed).For("object-load");
        last = [.. Enumerable.Range(0, shape.Clients).Select(client => new Pending { Invocation = new Operation { Process = client } })];
    }

    private enum Step
    {
        Invoke,
        Effect,
        End,
    }

    /// <summary>The entries of a history with that shape.</summary>
    public static List<Operation> Run(string kind, LoadShape shape, ulong seed) => new ObjectLoad(kind, shape, seed).Run();

    private List<Operation> Run()
    {
        var made = 0;
        for (var client = 0; client < last.Length; client++) At(Exponential(ThinkMeanNs), new Due(Step.Invoke, client, last[client]));
        while (events.TryDequeue(out var due, out var at))
        {
            switch (due.Step)
            {
                case Step.Invoke:
                    if (made++ < shape.Operations) Invoke(due.Client, at.TimeNs);
                    break;
                case Step.Effect:
                    due.Call.Result = target.Apply(Draw, due.Call.Invocation.F, due.Call.Invocation.Value);
                    break;
                default:
                    End(due.Client, due.Call, at.TimeNs);
                    break;
            }
        }

        return history;
    }

    private void Invoke(int client, long now)
    {
        var before = last[client];
        var (f, argument) = target.Draw(Draw, before.Invocation.F, before.Type);
        var isCrashed = Draw(1_000_000) < shape.CrashedShare * 1_000_000;
        var process = before.Invocation.Process + (before.Type is OperationType.Info ? last.Length : 0);
        var call = new Pending { Invocation = new Operation { Process = process, F = f, Value = argument }, IsCrashed = isCrashed };
        last[client] = call;
        Record(now, call.Invocation);
        var service = ServiceFloorNs + Exponential(ServiceMeanNs);
        if (!isCrashed) At(now + 1 + Draw((int)service), new Due(Step.Effect, client, call));
        else if (isLock && Draw(4) > 0) At(now + 1 + Draw((int)TimeoutNs), new Due(Step.Effect, client, call));
        else if (!isLock && Draw(4) > 0) At(now + service + Exponential(LateMeanNs), new Due(Step.Effect, client, call));
        At(now + 1 + (isCrashed ? TimeoutNs : service), new Due(Step.End, client, call));
    }

    private void End(int client, Pending call, long now)
    {
        call.Type = call.IsCrashed ? OperationType.Info : call.Result is null ? OperationType.Fail : OperationType.Ok;
        var entry = call.Invocation with { Type = call.Type };
        Record(now, call.Type is OperationType.Ok ? entry with { Value = call.Result!.Value } : entry);
        At(now + 1 + Exponential(ThinkMeanNs), new Due(Step.Invoke, client, call));
    }

    private void Record(long nowNs, in Operation entry) => history.Add(entry with { Index = history.Count, TimeNs = nowNs });

    private void At(long timeNs, Due due) => events.Enqueue(due, (timeNs, order++));

    private int Draw(int below) => random.Below(below, draws++);

    private long Exponential(double meanNs) => (long)(-Math.Log((Draw(1 << 30) + 1.0) / (1 << 30)) * meanNs);

    private readonly record struct Due(Step Step, int Client, Pending Call);

    private sealed class Pending
    {
        public Operation Invocation { get; init; }

        public bool IsCrashed { get; init; }

        public Value? Result { get; set; }

        public OperationType Type { get; set; } = OperationType.Ok;
    }
}
