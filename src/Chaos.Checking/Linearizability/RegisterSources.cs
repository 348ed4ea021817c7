namespace Chaos.Checking;

/// <summary>
/// For each observation on a register the calls that may have written what it saw. A write is no source when it began after the
/// observation had returned, or when another completed write certainly lies between the two. Where no source is left the last write
/// of that value stands for all: it shows where the value came from.
/// </summary>
internal sealed class RegisterSources
{
    private readonly RegisterCall[] calls;
    private readonly int[] returnsOfWrites;
    private readonly int[] latestInvoke;
    private readonly Dictionary<int, List<int>> writersOf = [];
    private readonly Dictionary<int, int[]> latestReturnOf = [];

    /// <summary>Indexes calls in order of invocation.</summary>
    public RegisterSources(RegisterCall[] calls)
    {
        this.calls = calls;
        for (var i = 0; i < calls.Length; i++)
        {
            if (calls[i].Writes < 0) continue;
            if (!writersOf.TryGetValue(calls[i].Writes, out var writers)) writersOf[calls[i].Writes] = writers = [];
            writers.Add(i);
        }

        foreach (var (value, writers) in writersOf) latestReturnOf[value] = LatestReturns(writers);
        var completed = calls.Where(call => call.Writes >= 0 && !call.IsOpen).OrderBy(call => call.Return).ToArray();
        returnsOfWrites = [.. completed.Select(call => call.Return)];
        latestInvoke = [.. completed.Select(call => call.Invoke)];
        for (var i = 1; i < latestInvoke.Length; i++) latestInvoke[i] = Math.Max(latestInvoke[i], latestInvoke[i - 1]);
    }

    /// <summary>All calls that write a value.</summary>
    public IReadOnlyList<int> WritersOf(int value) => writersOf.TryGetValue(value, out var writers) ? writers : [];

    /// <summary>The calls that may have written what this one saw; all writes of other values for a mismatch of unknown value.</summary>
    public IEnumerable<int> Of(int observation)
    {
        var call = calls[observation];
        if (call.Observes >= 0)
        {
            var visible = Visible(call, call.Observes).Where(writer => writer != observation).ToArray();
            return visible.Length > 0 ? visible : Last(call, observation);
        }

        return call.Excludes < 0
            ? []
            : writersOf.Keys.Where(value => value != call.Excludes).SelectMany(value => Visible(call, value));
    }

    /// <summary>Whether the register may have held its initial value at some time during the call.</summary>
    public bool MaySeeInitial(in RegisterCall call) => Overwritten(call) < 0;

    /// <summary>Whether a write may be the last one before the call, as far as completed writes tell.</summary>
    public bool MaySee(in RegisterCall call, int writer) =>
        calls[writer].Invoke < call.Return && calls[writer].Return >= Overwritten(call);

    // Backwards from the call's return, until no earlier write reaches the time that it can see.
    private IEnumerable<int> Visible(RegisterCall call, int value)
    {
        if (!writersOf.TryGetValue(value, out var writers)) yield break;
        var latest = latestReturnOf[value];
        var since = Overwritten(call);
        for (var i = writers.Count - 1; i >= 0 && latest[i] >= since; i--)
            if (MaySee(call, writers[i])) yield return writers[i];
    }

    private IEnumerable<int> Last(RegisterCall call, int except) => WritersOf(call.Observes)
        .Where(writer => writer != except && calls[writer].Invoke < call.Return)
        .OrderByDescending(writer => calls[writer].Return)
        .Take(1);

    private int[] LatestReturns(List<int> writers)
    {
        var latest = new int[writers.Count];
        for (var i = 0; i < latest.Length; i++)
            latest[i] = Math.Max(i == 0 ? -1 : latest[i - 1], calls[writers[i]].Return);
        return latest;
    }

    // What returned before this position was overwritten before the call began.
    private int Overwritten(in RegisterCall call)
    {
        var count = Array.BinarySearch(returnsOfWrites, call.Invoke);
        count = count < 0 ? ~count : count;
        return count == 0 ? -1 : latestInvoke[count - 1];
    }
}
