namespace Chaos.Checking;

/// <summary>One pass of the <see cref="StepsEngine"/> over a counter's calls.</summary>
internal sealed class StepsRun
{
    private readonly ObjectHistory source;
    private readonly long step;
    private readonly Sabotage sabotage;
    private readonly PriorityQueue<int, int> pending = new();
    private readonly bool[] hasHappened;
    private int open;
    private int count;

    /// <summary>Runs to the first call that cannot happen.</summary>
    /// <param name="source">The calls.</param>
    /// <param name="step">What each add adds; 0 where none adds anything.</param>
    /// <param name="sabotage">For tests.</param>
    public StepsRun(ObjectHistory source, long step, Sabotage sabotage)
    {
        this.source = source;
        this.step = step;
        this.sabotage = sabotage;
        hasHappened = new bool[source.Calls.Count];
        Finding = Run();
    }

    /// <summary>The verdict.</summary>
    public EngineFinding Finding { get; }

    private EngineFinding Run()
    {
        var calls = source.Calls;
        var ends = new int[calls.Count];
        for (var i = 0; i < ends.Length; i++) ends[i] = calls[i].Return;
        var next = 0;
        foreach (var call in PositionOrder.Of(ends))
        {
            if (calls[call].IsOpen) break;
            for (; next < calls.Count && calls[next].Invoke < calls[call].Return; next++)
                if (Begin(next) is { } early) return early;
            if (End(call) is { } late) return late;
        }

        return EngineFinding.Valid;
    }

    private EngineFinding? Begin(int number)
    {
        var call = source.Calls[number];
        var invocation = source.Invocation(call);
        if (invocation.F == "add")
        {
            if (invocation.Value.AsInteger() == 0) return null;
            if (call.IsOpen) open++;
            else pending.Enqueue(number, sabotage is Sabotage.StepsTakeLast ? -call.Return : call.Return);
            return null;
        }

        if (call.IsOpen) return null;
        if (Needed(call) is not { } needed)
            return Refused(call, $"the {Subject(call)} gave {Seen(call)}, which is no sum of adds of {step}");
        return needed >= count || sabotage is Sabotage.StepsIgnoreLateReads
            ? null
            : Refused(call, $"the {Subject(call)} gave {Seen(call)}, but adds that make {count * step} had certainly happened when it began");
    }

    private EngineFinding? End(int number)
    {
        var call = source.Calls[number];
        if (source.Invocation(call).F == "add")
        {
            while (source.Invocation(call).Value.AsInteger() != 0 && !hasHappened[number]) Add();
            return null;
        }

        var needed = Needed(call)!.Value;
        while (count < needed)
        {
            if (sabotage is Sabotage.StepsIgnoreEarlyReads) return null;
            if (!Add())
                return Refused(call, $"the {Subject(call)} gave {Seen(call)}, but all adds that had begun when it ended make {count * step} at most");
        }

        return null;
    }

    private bool Add()
    {
        if (pending.TryDequeue(out var number, out _)) hasHappened[number] = true;
        else if (open > 0 && sabotage is not Sabotage.StepsIgnoreOpen) open--;
        else return false;
        count++;
        return true;
    }

    // How many adds a read saw; null where no number of them makes it.
    private long? Needed(Call call)
    {
        var seen = Seen(call);
        if (seen.Kind is not ValueKind.Integer) return null;
        if (step == 0) return seen.AsInteger() == 0 ? 0 : null;
        var (times, rest) = Math.DivRem(seen.AsInteger(), step);
        return rest == 0 && times >= 0 ? times : null;
    }

    private EngineFinding Refused(Call call, string sentence) =>
        EngineFinding.Invalid(source.Calls.Where(other => other.Invoke < call.Return), sentence);

    private Value Seen(Call call) => source.History.ValueOf(source.History.ValueNumberAt(call.Return));

    private string Subject(Call call) => ViolationText.Subject(source.Invocation(call));
}
