using System.Runtime.CompilerServices;

namespace Chaos;

/// <summary>
/// The entries of a history by column, about thirty bytes for an entry instead of a hundred. What every entry has lies together, since
/// it is asked for together; a column of which nothing was said takes no room.
/// </summary>
internal sealed class OperationColumns
{
    private const int TypeBits = 3;
    private const int TypeMask = (1 << TypeBits) - 1;
    private long[] times;
    private Core[] cores;
    private int[] nodes = [];
    private int[] errors = [];
    private int[] evidence = [];
    private long[] dues = []; // the complement, so that 0 stands for none
    private long[] indexes = []; // only where an entry's index is not its position

    /// <summary>No entries.</summary>
    /// <param name="table">What texts and values are numbered by.</param>
    /// <param name="capacity">For how many entries room is made at once.</param>
    public OperationColumns(ValueTable table, int capacity = 16)
    {
        Table = table;
        times = new long[capacity];
        cores = new Core[capacity];
    }

    /// <summary>The numbers of texts and values.</summary>
    public ValueTable Table { get; }

    /// <summary>How many entries there are.</summary>
    public int Count { get; private set; }

    /// <summary>For how many entries there is room.</summary>
    public int Capacity => times.Length;

    /// <summary>The bytes that the entries take, texts and lists included.</summary>
    public long Bytes =>
        Table.Bytes + (Capacity * (long)(sizeof(long) + Unsafe.SizeOf<Core>()))
        + ((nodes.Length + errors.Length + evidence.Length) * (long)sizeof(int)) + ((dues.Length + indexes.Length) * (long)sizeof(long));

    /// <summary>The entry at a position.</summary>
    public Operation this[int position]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)position, (uint)Count, nameof(position));
            return new()
            {
                Index = indexes.Length == 0 ? position : indexes[position],
                TimeNs = times[position],
                Process = cores[position].Process,
                Type = TypeAt(position),
                F = Table.Text(FAt(position))!,
                Key = Table.Text(KeyAt(position)),
                Value = Table.ValueOf(ValueAt(position)),
                Node = Table.Text(At(nodes, position)),
                DueNs = DueNsAt(position),
                Error = Table.Text(ErrorAt(position)),
                Evidence = Table.ValueOf(EvidenceAt(position)),
            };
        }
    }

    public OperationType TypeAt(int position) => (OperationType)(cores[position].Head & TypeMask);

    public int ProcessAt(int position) => cores[position].Process;

    public long TimeNsAt(int position) => times[position];

    public long? DueNsAt(int position) => dues.Length == 0 || dues[position] == 0 ? null : ~dues[position];

    public int FAt(int position) => cores[position].Head >> TypeBits;

    public int KeyAt(int position) => cores[position].Key;

    public int ValueAt(int position) => cores[position].Value;

    public int ErrorAt(int position) => At(errors, position);

    public int EvidenceAt(int position) => At(evidence, position);

    /// <summary>Forgets all entries and keeps the room.</summary>
    public void Clear()
    {
        foreach (var column in new[] { nodes, errors, evidence }) Array.Clear(column, 0, Math.Min(Count, column.Length));
        Array.Clear(dues, 0, Math.Min(Count, dues.Length));
        indexes = [];
        Count = 0;
    }

    /// <summary>Adds an entry.</summary>
    public void Add(in Operation entry)
    {
        Begin(entry.TimeNs, entry.Process);
        SetHead(entry.Type, Table.NumberOf(entry.F ?? ""));
        SetKey(Table.NumberOf(entry.Key));
        SetValue(Table.NumberOf(entry.Value));
        SetNode(Table.NumberOf(entry.Node));
        SetError(Table.NumberOf(entry.Error));
        SetEvidence(Table.NumberOf(entry.Evidence));
        if (entry.DueNs is { } dueNs) SetDue(dueNs);
        if (entry.Index != Count - 1 || indexes.Length > 0) SetIndex(entry.Index);
    }

    /// <summary>Begins an entry, which has neither function nor anything else yet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Begin(long timeNs, int process)
    {
        if (Count == times.Length) Reserve(Math.Max(16, Count * 2));
        times[Count] = timeNs;
        cores[Count] = new Core { Process = process };
        Count++;
    }

    public void SetHead(OperationType type, int f) => cores[Count - 1].Head = (f << TypeBits) | (int)type;

    public void SetKey(int text) => cores[Count - 1].Key = text;

    public void SetValue(int number) => cores[Count - 1].Value = number;

    public void SetNode(int text) => Set(ref nodes, text);

    public void SetError(int text) => Set(ref errors, text);

    public void SetEvidence(int number) => Set(ref evidence, number);

    public void SetDue(long dueNs) => Set(ref dues, ~dueNs);

    /// <summary>Adds all entries of other columns, with their texts and values numbered anew.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Append(OperationColumns part, RenumberedValues numbers)
    {
        if (Count + part.Count > Capacity) Reserve(Math.Max(Count + part.Count, Count + (Count / 2)));
        var (from, count) = (Count, part.Count);
        Count += count;
        part.times.AsSpan(0, count).CopyTo(times.AsSpan(from));
        for (var i = 0; i < count; i++)
        {
            ref readonly var core = ref part.cores[i];
            cores[from + i] = new Core
            {
                Process = core.Process,
                Head = (numbers.OfText(core.Head >> TypeBits) << TypeBits) | (core.Head & TypeMask),
                Key = numbers.OfText(core.Key),
                Value = numbers.OfValue(core.Value),
            };
        }

        AppendTexts(ref nodes, part.nodes, from, count, numbers);
        AppendTexts(ref errors, part.errors, from, count, numbers);
        AppendValues(ref evidence, part.evidence, from, count, numbers);
        if (part.dues.Length == 0) return;
        if (dues.Length == 0) dues = new long[Capacity];
        part.dues.AsSpan(0, count).CopyTo(dues.AsSpan(from));
    }

    /// <summary>Makes room for so many entries, one column after the other.</summary>
    public void Reserve(int capacity)
    {
        Array.Resize(ref times, capacity);
        Array.Resize(ref cores, capacity);
        ResizeUsed(ref nodes, capacity);
        ResizeUsed(ref errors, capacity);
        ResizeUsed(ref evidence, capacity);
        ResizeUsed(ref dues, capacity);
        ResizeUsed(ref indexes, capacity);
    }

    private static int At(int[] column, int position) => column.Length == 0 ? 0 : column[position];

    private static void ResizeUsed<T>(ref T[] column, int capacity)
    {
        if (column.Length > 0) Array.Resize(ref column, capacity);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AppendTexts(ref int[] column, int[] part, int from, int count, RenumberedValues numbers)
    {
        if (part.Length == 0) return;
        if (column.Length == 0) column = new int[Capacity];
        for (var i = 0; i < count; i++) column[from + i] = numbers.OfText(part[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AppendValues(ref int[] column, int[] part, int from, int count, RenumberedValues numbers)
    {
        if (part.Length == 0) return;
        if (column.Length == 0) column = new int[Capacity];
        for (var i = 0; i < count; i++) column[from + i] = numbers.OfValue(part[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Set<T>(ref T[] column, T item)
        where T : struct, IEquatable<T>
    {
        if (column.Length == 0)
        {
            if (item.Equals(default)) return;
            column = new T[Capacity];
        }

        column[Count - 1] = item;
    }

    private void SetIndex(long index)
    {
        if (indexes.Length == 0)
        {
            indexes = new long[Capacity];
            for (var i = 0; i < Count - 1; i++) indexes[i] = i;
        }

        indexes[Count - 1] = index;
    }

    // Numbers of texts and values; the head is the function's text and the type.
    private struct Core
    {
        public int Process;
        public int Head;
        public int Key;
        public int Value;
    }
}
