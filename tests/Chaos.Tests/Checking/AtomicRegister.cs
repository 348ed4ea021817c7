namespace Chaos.Tests.Checking;

/// <summary>
/// Histories of a real atomic register under load: each operation takes effect at one moment between invocation and completion; some
/// crash, and those take effect later or never. Always linearizable. A closed loop; times are draws, not measured.
/// </summary>
internal sealed class AtomicRegister
{
    private readonly PriorityQueue<Due, (long, long)> events = new();
    private readonly List<Operation> history = [];
    private readonly Randomness random;
    private readonly int[] names;
    private readonly int values;
    private readonly int crashedPercent;
    private Value state;
    private long draws;
    private long written;

    private AtomicRegister(ulong seed, int processes, int values, int crashedPercent)
    {
        random = Randomness.FromSeed(seed).For("atomic-register");
        names = Enumerable.Range(0, processes).ToArray();
        this.values = values;
        this.crashedPercent = crashedPercent;
    }

    private enum Step
    {
        Invoke,
        Effect,
        Complete,
        Crash,
    }

    /// <param name="seed">The seed.</param>
    /// <param name="operations">How many invocations.</param>
    /// <param name="processes">How many at once.</param>
    /// <param name="values">How many different values, or 0 for a new one in every write.</param>
    /// <param name="crashedPercent">How many have no known outcome.</param>
    public static List<Operation> Run(ulong seed, int operations, int processes, int values, int crashedPercent) =>
        new AtomicRegister(seed, processes, values, crashedPercent).Run(operations);

    private List<Operation> Run(int operations)
    {
        for (var thread = 0; thread < names.Length; thread++) At(Draw(1000), new Due(thread, Step.Invoke, default, new Box()));
        while (events.TryDequeue(out var due, out var time))
        {
            switch (due.Step)
            {
                case Step.Invoke:
                    if (operations-- > 0) Invoke(due.Thread, time.Item1);
                    break;
                case Step.Effect:
                    due.Result.Value = Effect(due.Invocation);
                    break;
                default:
                    End(due, time.Item1);
                    break;
            }
        }

        return history;
    }

    private void Invoke(int thread, long now)
    {
        var invocation = NewCall(names[thread]);
        var result = new Box();
        Record(now, invocation);
        var effect = now + 1 + Draw(1000);
        var crashes = Draw(100) < crashedPercent;
        if (crashes) effect += Draw(2) * (1 + (long)Draw(500_000));
        if (!crashes || Draw(2) == 0) At(effect, new Due(thread, Step.Effect, invocation, result));
        At((crashes ? now + 2500 : effect) + Draw(1000), new Due(thread, crashes ? Step.Crash : Step.Complete, invocation, result));
    }

    private void End(Due due, long now)
    {
        var (isOk, value) = due.Result.Value;
        if (due.Step is Step.Crash)
        {
            Record(now, due.Invocation with { Type = OperationType.Info, Error = "timed out" });
            names[due.Thread] += names.Length;
        }
        else
        {
            Record(now, isOk
                ? due.Invocation with { Type = OperationType.Ok, Value = value }
                : due.Invocation with { Type = OperationType.Fail, Error = Operation.MismatchError, Evidence = value });
        }

        At(now + 1 + Draw(100), due with { Step = Step.Invoke });
    }

    private Operation NewCall(int process)
    {
        var f = Draw(3) switch { 0 => "read", 1 => "write", _ => "cas" };
        var argument = f switch
        {
            "read" => Value.Null,
            "write" => Fresh(),
            _ => Value.Of(values == 0 ? state : Value.Of(Draw(values)), Fresh()),
        };
        return new Operation { Process = process, F = f, Value = argument };
    }

    private (bool IsOk, Value Value) Effect(in Operation invocation)
    {
        if (invocation.F == "read") return (true, state);
        if (invocation.F == "write") return (true, state = invocation.Value);
        if (invocation.Value.AsList()[0] != state) return (false, state);
        state = invocation.Value.AsList()[1];
        return (true, invocation.Value);
    }

    private void Record(long now, Operation entry) => history.Add(entry with { Index = history.Count, TimeNs = now * 1000 });

    private void At(long time, Due due) => events.Enqueue(due, (time, draws++));

    private int Draw(int below) => random.Below(below, draws++);

    private Value Fresh() => Value.Of(values == 0 ? ++written : Draw(values));

    private readonly record struct Due(int Thread, Step Step, Operation Invocation, Box Result);

    private sealed class Box
    {
        public (bool IsOk, Value Value) Value { get; set; }
    }
}
