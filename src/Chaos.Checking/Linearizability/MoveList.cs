namespace Chaos.Checking;

/// <summary>The moves of all open frames, one after the other, and the best pending call of each kind while a frame is made.</summary>
internal sealed class MoveList
{
    private readonly int[] bestOf;
    private readonly int[] stampOf;
    private readonly List<int> kinds = [];
    private int[] items = new int[256];
    private int stamp;

    /// <summary>Moves over so many kinds.</summary>
    public MoveList(int kindCount)
    {
        bestOf = new int[kindCount + 1];
        stampOf = new int[kindCount + 1];
    }

    /// <summary>How many moves there are.</summary>
    public int Count { get; set; }

    /// <summary>A move: a call, or the complement of an open call's kind.</summary>
    public int this[int index] => items[index];

    /// <summary>The best call of each kind considered since <see cref="Begin"/>.</summary>
    public BestCalls Best => new(this);

    /// <summary>Forgets the best calls.</summary>
    public void Begin()
    {
        stamp++;
        kinds.Clear();
    }

    /// <summary>The best call of a kind so far.</summary>
    public bool TryGet(int kind, out int call)
    {
        call = bestOf[kind];
        return stampOf[kind] == stamp;
    }

    /// <summary>Makes a call the best of its kind.</summary>
    public void Set(int kind, int call)
    {
        if (stampOf[kind] != stamp) kinds.Add(kind);
        stampOf[kind] = stamp;
        bestOf[kind] = call;
    }

    /// <summary>Adds a move.</summary>
    public void Add(int move)
    {
        if (Count == items.Length) Array.Resize(ref items, Count * 2);
        items[Count++] = move;
    }

    /// <summary>Enumerates without an allocation.</summary>
    public struct BestCalls(MoveList moves)
    {
        private int index = -1;

        /// <summary>The call.</summary>
        public readonly int Current => moves.bestOf[moves.kinds[index]];

        /// <summary>This.</summary>
        public readonly BestCalls GetEnumerator() => this;

        /// <summary>The next one.</summary>
        public bool MoveNext() => ++index < moves.kinds.Count;
    }
}
