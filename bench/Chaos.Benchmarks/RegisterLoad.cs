namespace Chaos.Benchmarks;

/// <summary>
/// Histories of an atomic register under a closed loop: a service time of 0.2 ms plus an exponential one of 2 ms, the effect somewhere
/// inside, think time a tenth of it, reads, writes and compare-and-sets in equal shares. A crashed operation times out; its effect may
/// come long after that, or never, and the client goes on as a new process. Linearizable unless a stale read is asked for. One seed gives one
/// history.
/// </summary>
internal sealed class RegisterLoad
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
    private readonly string? key;
    private readonly int[] names;
    private readonly Call[] calls;
    private readonly List<int> effective = []; // calls that changed the value, where a stale read will need them
    private Value state;
    private int madeValues;
    private bool isStaleDone;
    private int order;
    private long draws;

    private RegisterLoad(LoadShape shape, ulong seed, string? key)
    {
        this.shape = shape;
        this.key = key;
        random = Randomness.FromSeed(seed).For("register-load");
        names = [.. Enumerable.Range(0, shape.Clients)];
        calls = new Call[shape.Operations];
    }

    private enum Step
    {
        Invoke,
        Effect,
        End,
    }

    /// <summary>The entries of a history with that shape.</summary>
    public static List<Operation> Run(LoadShape shape, ulong seed, string? key = null) => new RegisterLoad(shape, seed, key).Run();

    private List<Operation> Run()
    {
        var made = 0;
        for (var thread = 0; thread < names.Length; thread++) At(Exponential(ThinkMeanNs), new Due(Step.Invoke, thread, -1));
        while (events.TryDequeue(out var due, out var at))
        {
            switch (due.Step)
            {
                case Step.Invoke:
                    if (made < calls.Length) Invoke(due.Thread, made++, at.TimeNs);
                    break;
                case Step.Effect:
                    Effect(due.Call);
                    break;
                default:
                    End(due, at.TimeNs);
                    break;
            }
        }

        return history;
    }

    private void Invoke(int thread, int number, long now)
    {
        ref var call = ref calls[number];
        var f = Draw(3) switch { 0 => RegisterOperations.Read, 1 => RegisterOperations.Write, _ => RegisterOperations.Cas };
        var argument = f switch
        {
            RegisterOperations.Read => Value.Null,
            RegisterOperations.Write => AnyValue(),
            _ => Value.Of(shape.Values == 0 ? state : AnyValue(), AnyValue()),
        };
        call.Invocation = new Operation { Process = names[thread], F = f, Key = key, Value = argument };
        call.IsCrashed = Draw(1_000_000) < shape.CrashedShare * 1_000_000;
        call.InvokedNs = now;
        Record(now, call.Invocation);
        var service = ServiceFloorNs + Exponential(ServiceMeanNs);
        if (!call.IsCrashed)
        {
            At(now + 1 + Draw((int)service), new Due(Step.Effect, thread, number));
            At(now + service + 1, new Due(Step.End, thread, number));
            return;
        }

        if (Draw(4) > 0) At(now + service + Exponential(LateMeanNs), new Due(Step.Effect, thread, number));
        At(now + TimeoutNs, new Due(Step.End, thread, number));
    }

    private void Effect(int number)
    {
        ref var call = ref calls[number];
        call.IsRefused = call.Invocation.F == RegisterOperations.Cas && call.Invocation.Value.AsList()[0] != state;
        call.Seen = state;
        if (call.Invocation.F == RegisterOperations.Write) state = call.Invocation.Value;
        if (call.Invocation.F == RegisterOperations.Cas && !call.IsRefused) state = call.Invocation.Value.AsList()[1];
        if (shape.IsStale && state != call.Seen) effective.Add(number);
    }

    private void End(Due due, long now)
    {
        ref var call = ref calls[due.Call];
        call.EndedNs = call.IsCrashed ? long.MaxValue : now;
        if (shape.IsStale && !isStaleDone && due.Call >= calls.Length * 0.95) MakeStale(ref call);
        var type = call.IsCrashed ? OperationType.Info : call.IsRefused ? OperationType.Fail : OperationType.Ok;
        var entry = call.Invocation with { Type = type };
        Record(now, call.Invocation.F == RegisterOperations.Read && !call.IsCrashed ? entry with { Value = call.Seen } : entry);
        if (call.IsCrashed) names[due.Thread] += names.Length;
        At(now + 1 + Exponential(ThinkMeanNs), new Due(Step.Invoke, due.Thread, -1));
    }

    // What the read returns was replaced by an operation that ended before the read began.
    private void MakeStale(ref Call read)
    {
        if (read.IsCrashed || read.Invocation.F != RegisterOperations.Read) return;
        for (var i = effective.Count - 1; i > 0 && !isStaleDone; i--)
        {
            var ended = calls[effective[i]].EndedNs;
            if (ended == 0 || ended >= read.InvokedNs) continue;
            var replaced = calls[effective[i - 1]].Invocation;
            read.Seen = replaced.F == RegisterOperations.Write ? replaced.Value : replaced.Value.AsList()[1];
            isStaleDone = true;
        }
    }

    private void Record(long nowNs, in Operation entry) => history.Add(entry with { Index = history.Count, TimeNs = nowNs });

    private void At(long timeNs, Due due) => events.Enqueue(due, (timeNs, order++));

    private Value AnyValue() => Value.Of(shape.Values == 0 ? ++madeValues : Draw(shape.Values));

    private int Draw(int below) => random.Below(below, draws++);

    private long Exponential(double meanNs) => (long)(-Math.Log((Draw(1 << 30) + 1.0) / (1 << 30)) * meanNs);

    private readonly record struct Due(Step Step, int Thread, int Call);

    private struct Call
    {
        public Operation Invocation;
        public Value Seen;
        public long InvokedNs;
        public long EndedNs;
        public bool IsCrashed;
        public bool IsRefused;
    }
}
