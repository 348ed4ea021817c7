namespace Chaos.Checking;

/// <summary>One pass of the <see cref="TwoStateEngine"/> over an object's calls.</summary>
internal sealed class TwoStateRun
{
    private readonly ITwoStateModel model;
    private readonly ObjectHistory source;
    private readonly Sabotage sabotage;
    private readonly PriorityQueue<int, int>[] pending = [new(), new()];
    private readonly Queue<int>[] open = [new(), new()];
    private readonly int[] lastSeen = [int.MaxValue, -1];
    private readonly Switching[] kinds;
    private readonly int[] happened;
    private bool isOn;

    /// <summary>Runs up to the first call that cannot happen.</summary>
    /// <exception cref="HistoryFormatException">A call is none of the model's.</exception>
    public TwoStateRun(ITwoStateModel model, ObjectHistory source, Sabotage sabotage)
    {
        this.model = model;
        this.source = source;
        this.sabotage = sabotage;
        kinds = new Switching[source.Calls.Count];
        happened = new int[source.Calls.Count];
        Array.Fill(happened, Call.Never);
        Run();
    }

    /// <summary>The call that cannot happen; null where all can.</summary>
    public Call? Refused { get; private set; }

    /// <summary>
    /// What began before the refused call ended: of its last calls as many as said, and of the others those that had not happened when those
    /// began, with the change before them if it was on then.
    /// </summary>
    public IEnumerable<Call> Part(int last)
    {
        var end = Refused!.Value.Return;
        var began = source.Calls.TakeWhile(call => call.Invoke < end).Count();
        var from = began <= last ? 0 : source.Calls[began - last].Invoke;
        var (balance, turnedOn) = (0, -1);
        for (var i = 0; i < began; i++)
        {
            if (kinds[i] < Switching.TurnsOn || happened[i] >= from) continue;
            balance += kinds[i] is Switching.TurnsOn ? 1 : -1;
            if (kinds[i] is Switching.TurnsOn && (turnedOn < 0 || happened[i] > happened[turnedOn])) turnedOn = i;
        }

        for (var i = 0; i < began; i++)
            if (happened[i] >= from || (balance > 0 && i == turnedOn)) yield return source.Calls[i];
    }

    private void Run()
    {
        var calls = source.Calls;
        var ends = new int[calls.Count];
        for (var i = 0; i < ends.Length; i++) ends[i] = calls[i].Return;
        var next = 0;
        foreach (var call in PositionOrder.Of(ends))
        {
            if (calls[call].IsOpen) continue;
            for (; next < calls.Count && calls[next].Invoke < calls[call].Return; next++) Begin(next);
            if (End(call, calls[call])) continue;
            for (; next < calls.Count; next++) KindOf(next);
            Refused = calls[call];
            return;
        }

        for (; next < calls.Count; next++) KindOf(next);
    }

    private Switching KindOf(int call) => kinds[call] = model.SwitchingOf(source.History, source.Calls[call]);

    private void Begin(int number)
    {
        var kind = KindOf(number);
        if (kind is not (Switching.TurnsOn or Switching.TurnsOff)) return;
        var call = source.Calls[number];
        var turns = kind - Switching.TurnsOn;
        if (call.IsOpen) open[turns].Enqueue(number);
        else pending[turns].Enqueue(number, sabotage is Sabotage.TwoStateTakesLast ? -call.Return : call.Return);
    }

    private bool End(int number, Call call)
    {
        switch (kinds[number])
        {
            case Switching.Impossible:
                return false;
            case Switching.SeesOff or Switching.SeesOn:
                var wanted = kinds[number] is Switching.SeesOn;
                if (sabotage is Sabotage.TwoStateIgnoresLooks) return true;
                if (isOn != wanted && lastSeen[wanted ? 1 : 0] < call.Invoke && !Turn(call.Return)) return false;
                happened[number] = call.Return;
                return true;
            default:
                while (happened[number] == Call.Never)
                    if (!Turn(call.Return)) return false;
                return true;
        }
    }

    // The state changes, by what must happen first of what can do it.
    private bool Turn(int now)
    {
        var turns = isOn ? 1 : 0;
        if (!pending[turns].TryDequeue(out var call, out _))
        {
            if (sabotage is Sabotage.TwoStateIgnoresOpen || !open[turns].TryDequeue(out call)) return false;
        }

        happened[call] = now;
        lastSeen[isOn ? 1 : 0] = now;
        isOn = !isOn;
        return true;
    }
}
