namespace Chaos.Checking;

/// <summary>The moves of all open frames, one after the other, and a number for each kind while a frame is made.</summary>
internal sealed class MoveList
{
    /// <summary>The move that lets the next call return as it is.</summary>
    public const int Pass = int.MinValue;

    private readonly int[] numberOf;
    private readonly int[] stampOf;
    private int[] items = new int[256];
    private int first;
    private int stamp;

    /// <summary>Moves over so many kinds.</summary>
    public MoveList(int kindCount)
    {
        numberOf = new int[kindCount + 1];
        stampOf = new int[kindCount + 1];
    }

    /// <summary>How many moves there are.</summary>
    public int Count { get; set; }

    /// <summary>A move: a call, the complement of an open call's kind, or <see cref="Pass"/>.</summary>
    public int this[int index] => items[index];

    /// <summary>Forgets all numbers.</summary>
    public void Begin() => first = ++stamp;

    /// <summary>Forgets the numbers, but not which kinds had one.</summary>
    public void BeginAgain() => stamp++;

    /// <summary>Whether a kind had a number since <see cref="Begin"/>.</summary>
    public bool IsSet(int kind) => stampOf[kind] >= first;

    /// <summary>The number of a kind.</summary>
    public bool TryGet(int kind, out int number)
    {
        number = numberOf[kind];
        return stampOf[kind] == stamp;
    }

    /// <summary>Gives a kind a number.</summary>
    public void Set(int kind, int number)
    {
        stampOf[kind] = stamp;
        numberOf[kind] = number;
    }

    /// <summary>Adds a move.</summary>
    public void Add(int move)
    {
        if (Count == items.Length) Array.Resize(ref items, Count * 2);
        items[Count++] = move;
    }
}
