namespace Chaos.Tests.Checking;

/// <summary>
/// Histories of a real atomic register under load: each operation takes effect at one moment between invocation and completion; some
/// crash, and those take effect later or never. Always linearizable. A closed loop; times are draws, not measured.
/// </summary>
internal static class AtomicRegister
{
    /// <param name="seed">The seed.</param>
    /// <param name="operations">How many invocations.</param>
    /// <param name="processes">How many at once.</param>
    /// <param name="values">How many different values, or 0 for a new one in every write.</param>
    /// <param name="crashedPercent">How many have no known outcome.</param>
    public static List<Operation> Run(ulong seed, int operations, int processes, int values, int crashedPercent)
    {
        var random = Randomness.FromSeed(seed).For("atomic-register");
        var events = new PriorityQueue<(int Thread, Step Step, Running? Call), (long, long)>();
        var history = new List<Operation>();
        var (state, invoked, draws, written) = (Value.Null, 0, 0L, 0L);
        int Draw(int below) => random.Below(below, draws++);
        for (var thread = 0; thread < processes; thread++) events.Enqueue((thread, Step.Invoke, null), (Draw(1000), draws));
        var names = Enumerable.Range(0, processes).ToArray();
        while (events.TryDequeue(out var item, out var due))
        {
            var (thread, step, call) = item;
            var now = due.Item1;
            if (step is Step.Invoke)
            {
                if (invoked++ >= operations) continue;
                call = NewCall(names[thread]);
                Record(call.Value.Invocation, OperationType.Invoke, call.Value.Invocation.Value, null);
                var effect = now + 1 + Draw(1000);
                var crashes = Draw(100) < crashedPercent;
                if (crashes) effect += Draw(2) * (1 + (long)Draw(500_000));
                if (!crashes || Draw(2) == 0) events.Enqueue((thread, Step.Effect, call), (effect, draws++));
                events.Enqueue((thread, crashes ? Step.Crash : Step.Complete, call), ((crashes ? now + 2500 : effect) + Draw(1000), draws++));
                continue;
            }

            var invocation = call!.Value.Invocation;
            if (step is Step.Effect)
            {
                call.Value.Result.Value = Effect(invocation);
                continue;
            }

            if (step is Step.Crash)
            {
                Record(invocation, OperationType.Info, invocation.Value, "timed out");
                names[thread] += processes;
            }
            else
            {
                var (isOk, value) = call.Value.Result.Value;
                if (isOk) Record(invocation, OperationType.Ok, value, null);
                else Record(invocation with { Evidence = value }, OperationType.Fail, invocation.Value, Operation.MismatchError);
            }

            events.Enqueue((thread, Step.Invoke, null), (now + 1 + Draw(100), draws++));

            void Record(Operation entry, OperationType type, Value value, string? error) => history.Add(entry with
            {
                Index = history.Count, TimeNs = now * 1000, Type = type, Value = value, Error = error,
            });
        }

        return history;

        Running NewCall(int process)
        {
            Value Fresh() => Value.Of(values == 0 ? ++written : Draw(values));
            var f = Draw(3) switch { 0 => "read", 1 => "write", _ => "cas" };
            var argument = f switch
            {
                "read" => Value.Null,
                "write" => Fresh(),
                _ => Value.Of(values == 0 ? state : Value.Of(Draw(values)), Fresh()),
            };
            return new Running(new Operation { Process = process, F = f, Value = argument }, new Box());
        }

        (bool, Value) Effect(Operation invocation)
        {
            if (invocation.F == "read") return (true, state);
            if (invocation.F == "write") return (true, state = invocation.Value);
            if (invocation.Value.AsList()[0] != state) return (false, state);
            state = invocation.Value.AsList()[1];
            return (true, invocation.Value);
        }
    }

    private enum Step
    {
        Invoke,
        Effect,
        Complete,
        Crash,
    }

    private readonly record struct Running(Operation Invocation, Box Result);

    private sealed class Box
    {
        public (bool IsOk, Value Value) Value { get; set; }
    }
}
