namespace Chaos.Checking;

/// <summary>
/// Says of one register that is not linearizable what it keeps nevertheless, where that can be told exactly and in about linear time: all
/// written values must differ. Nothing is said of anything else.
/// </summary>
internal static class WeakerGuarantees
{
    /// <summary>An order explains all answers in which each process' operations keep their order (Lamport 1979).</summary>
    public const string Sequential = "sequential-consistency";

    /// <summary>Each read returns what a write that overlaps it wrote, or one of the last before it (Lamport 1986, for several writers).</summary>
    public const string Regular = "regular-register";

    /// <summary>As that, but only of reads that overlap no write.</summary>
    public const string Safe = "safe-register";

    /// <summary>What it keeps; <see cref="Regular"/> stands for <see cref="Safe"/> too.</summary>
    public static IReadOnlyList<string> Of(RegisterObject register, Sabotage sabotage = Sabotage.None)
    {
        if (!ZoneEngine.Fits(register.Calls, register.Values.Count)) return [];
        var kept = new List<string>();
        if (SequentialRegister.Holds(register, sabotage)) kept.Add(Sequential);
        if (Array.TrueForAll(register.All, call => call.Observes < 0 || call.Writes < 0))
        {
            if (Reads(register, sabotage, all: true)) kept.Add(Regular);
            else if (Reads(register, sabotage, all: false)) kept.Add(Safe);
        }

        return kept;
    }

    // A read sees a write if no other one certainly came between; compare-and-sets are both, so there may be none.
    private static bool Reads(RegisterObject register, Sabotage sabotage, bool all)
    {
        var sources = new RegisterSources(register.All);
        var writes = register.All.Where(call => call.Writes >= 0).ToArray(); // in order of invocation
        var latest = new int[writes.Length];
        for (var i = 0; i < latest.Length; i++) latest[i] = Math.Max(writes[i].Return, i == 0 ? -1 : latest[i - 1]);
        var invokes = Array.ConvertAll(writes, write => write.Invoke);
        foreach (var call in register.All)
        {
            if (call.Observes < 0 || call.IsOpen || (!all && Overlaps(call))) continue;
            if (call.Observes == 0 && sources.MaySeeInitial(call)) continue;
            if (!sources.WritersOf(call.Observes).Any(writer => sources.MaySee(call, writer))) return sabotage is Sabotage.RegularSeesAnything;
        }

        return true;

        bool Overlaps(RegisterCall call)
        {
            var began = ~Array.BinarySearch(invokes, call.Return);
            return began > 0 && latest[began - 1] > call.Invoke;
        }
    }
}
