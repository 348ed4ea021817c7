namespace Chaos.Checking;

/// <summary>The windows of a log's offsets, for the <see cref="OffsetsEngine"/>.</summary>
internal sealed class OffsetWindows
{
    private readonly ObjectHistory source;
    private readonly IReadOnlyList<Call> calls;
    private readonly Dictionary<Value, List<int>> openByValue = [];
    private readonly List<int> open = [];
    private OffsetWindow[] windows;
    private int length;

    /// <summary>Sorts a log's operations by offset.</summary>
    /// <exception cref="HistoryFormatException">An operation is none of a log.</exception>
    public OffsetWindows(ObjectHistory source)
    {
        this.source = source;
        calls = source.Calls;
        windows = new OffsetWindow[Math.Max(16, calls.Count / 2)];
        Array.Fill(windows, OffsetWindow.Unknown);
        for (var call = 0; call < calls.Count; call++) Read(call);
    }

    /// <summary>A contradiction at one offset, or why the engine does not apply; null where there is neither.</summary>
    public EngineFinding? Finding { get; private set; }

    /// <summary>Whether there are offsets that nothing can have filled. Also chooses what filled them.</summary>
    public EngineFinding? Unfillable(Sabotage sabotage)
    {
        var used = new Dictionary<int, int>();
        var gaps = new List<int>();
        for (var offset = 0; offset < length; offset++)
        {
            ref var window = ref windows[offset];
            if (window.Append >= 0)
            {
                if (window.FirstRead < 0 || Seen(window.FirstRead) == Invocation(window.Append).Value) continue;
                return Refused(
                    [window.Append, window.FirstRead],
                    $"the {Subject(window.FirstRead)} gave {Seen(window.FirstRead)} at offset {offset}, where the {Subject(window.Append)} put another value");
            }

            if (window.FirstRead < 0)
            {
                gaps.Add(offset);
                continue;
            }

            var seen = Seen(window.FirstRead);
            var writers = openByValue.GetValueOrDefault(seen) ?? [];
            if (writers.Count > 1) return EngineFinding.Unfit($"{seen} was appended more than once with unknown outcome, and read");
            if (writers.Count == 0 || !used.TryAdd(writers[0], window.FirstRead))
            {
                int[] other = writers.Count == 0 ? [] : [used[writers[0]]];
                return Refused(
                    [window.FirstRead, .. other], $"the {Subject(window.FirstRead)} gave {seen} at offset {offset}, where nothing can have put it");
            }

            window.Append = writers[0];
        }

        if (sabotage is Sabotage.OffsetsIgnoreGaps) return null;
        var rest = open.Where(call => !used.ContainsKey(call)).ToArray();
        if (gaps.Count > rest.Length)
        {
            return Refused(
                [LastKnown(), .. ReadsOfOpen()],
                $"offset {length - 1} is taken, but of the {gaps.Count:N0} offsets before it that nobody is known to have got, "
                + $"only {rest.Length:N0} can be filled by appends of unknown outcome");
        }

        for (var i = 0; i < gaps.Count; i++) windows[gaps[i]].Append = rest[i];
        return null;
    }

    /// <summary>Whether a window is empty: what must come after has ended before what must come before began.</summary>
    public EngineFinding? Empty(Sabotage sabotage)
    {
        var ends = new int[length];
        for (int offset = length - 1, earliest = -1; offset >= 0; offset--)
        {
            if (sabotage is Sabotage.OffsetsIgnoreOrder) earliest = -1;
            earliest = Earlier(Earlier(earliest, windows[offset].Append), windows[offset].FirstRead);
            ends[offset] = earliest;
        }

        for (int offset = 0, latest = -1; offset < length; offset++)
        {
            if (sabotage is not Sabotage.OffsetsIgnoreMissing && windows[offset].LastMissing is >= 0 and var missing) latest = Later(latest, missing);
            var begin = Later(latest, windows[offset].Append);
            if (begin < 0 || ends[offset] < 0 || calls[begin].Invoke < calls[ends[offset]].Return) continue;
            return Refused(
                [begin, ends[offset], .. calls[begin].IsOpen ? ReadsOfOpen() : []],
                $"offset {offset} was still free when the {Subject(begin)} began, but the {Subject(ends[offset])} had ended by then, "
                + "for which it must have been taken");
        }

        return null;
    }

    private void Read(int number)
    {
        var call = calls[number];
        var invocation = source.Invocation(call);
        switch (invocation.F)
        {
            case "append":
                if (invocation.Value.IsNull) Finding ??= EngineFinding.Unfit("an append of nil cannot be told from an offset beyond the end");
                if (call.IsOpen) Opened(number, invocation.Value);
                else Appended(number, LogModel.Offset(invocation, source.History[call.Return]));
                break;
            case "read":
                if (call.IsOpen) break;
                var end = source.History[call.Return];
                Saw(number, LogModel.Offset(invocation, end), Misfit.Answer(invocation, end));
                break;
            default:
                throw Misfit.Function(invocation, "log", "append and read");
        }
    }

    private void Opened(int number, Value value)
    {
        open.Add(number);
        if (!openByValue.TryGetValue(value, out var numbers)) openByValue[value] = numbers = [];
        numbers.Add(number);
    }

    private void Appended(int number, long offset)
    {
        if (offset < 0 || offset >= calls.Count)
        {
            Finding ??= Refused([number], $"the {Subject(number)} got offset {offset}, but there are not that many appends");
            return;
        }

        ref var window = ref At((int)offset);
        if (window.Append < 0) window.Append = number;
        else Finding ??= Refused([window.Append, number], $"the {Subject(number)} and the {Subject(window.Append)} both got offset {offset}");
    }

    private void Saw(int number, long offset, Value value)
    {
        if (value.IsNull)
        {
            if (offset >= 0 && offset < calls.Count) Missed(number, (int)offset);
            return;
        }

        if (offset < 0 || offset >= calls.Count)
        {
            Finding ??= Refused([number], $"the {Subject(number)} gave {value} at offset {offset}, but there are not that many appends");
            return;
        }

        ref var window = ref At((int)offset);
        if (window.FirstRead >= 0 && Seen(window.FirstRead) != value)
        {
            Finding ??= Refused(
                [window.FirstRead, number], $"the {Subject(window.FirstRead)} and the {Subject(number)} gave different values at offset {offset}");
        }

        window.FirstRead = Earlier(window.FirstRead, number);
    }

    private void Missed(int number, int offset)
    {
        if (offset >= windows.Length) Grow(offset);
        ref var window = ref windows[offset];
        window.LastMissing = Later(window.LastMissing, number);
    }

    private ref OffsetWindow At(int offset)
    {
        if (offset >= windows.Length) Grow(offset);
        length = Math.Max(length, offset + 1);
        return ref windows[offset];
    }

    private void Grow(int offset)
    {
        var before = windows.Length;
        Array.Resize(ref windows, Math.Max(2 * before, offset + 1));
        Array.Fill(windows, OffsetWindow.Unknown, before, windows.Length - before);
    }

    private EngineFinding Refused(int[] decisive, string sentence)
    {
        var end = decisive.Max(call => calls[call].IsOpen ? 0 : calls[call].Return);
        return EngineFinding.Invalid(calls.Where(call => call.Invoke < end), sentence);
    }

    // What tells that appends of unknown outcome are elsewhere, and cannot have filled a gap.
    private IEnumerable<int> ReadsOfOpen() => windows.Take(length)
        .Where(window => window is { Append: >= 0, FirstRead: >= 0 } && calls[window.Append].IsOpen)
        .Select(window => window.FirstRead);

    private int LastKnown() => Earlier(windows[length - 1].Append, windows[length - 1].FirstRead);

    private Value Seen(int read) => ValueAt(calls[read].Return).AsList()[1];

    private Operation Invocation(int call) => source.Invocation(calls[call]);

    private Value ValueAt(int position) => source.History.ValueOf(source.History.ValueNumberAt(position));

    private string Subject(int call) => ViolationText.Subject(Invocation(call));

    private int Earlier(int one, int other) =>
        one < 0 || (other >= 0 && calls[other].Return < calls[one].Return) ? other : one;

    private int Later(int one, int other) =>
        one < 0 || (other >= 0 && calls[other].Invoke > calls[one].Invoke) ? other : one;
}
