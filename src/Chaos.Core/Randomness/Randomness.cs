namespace Chaos;

/// <summary>
/// Counter-based randomness: a draw is a pure function of (seed, purpose, stream, counter), so it never depends on the order in
/// which answers arrive. The mixing function is SplitMix64's finalizer (Steele, Lea, Flood: Fast splittable pseudorandom number
/// generators, OOPSLA 2014, section 4), applied to a Weyl sequence whose start is mixed from all four inputs.
/// </summary>
public readonly struct Randomness : IEquatable<Randomness>
{
    private const ulong GoldenGamma = 0x9E37_79B9_7F4A_7C15;
    private readonly ulong state;

    private Randomness(ulong state) => this.state = state;

    /// <summary>The root of all randomness of a run.</summary>
    public static Randomness FromSeed(ulong seed) => new(Mix(seed + GoldenGamma));

    /// <summary>An independent source for a purpose (<c>generator</c>, <c>nemesis</c>, <c>network</c>, ...).</summary>
    public Randomness For(string purpose)
    {
        var hash = state;
        foreach (var c in purpose) hash = Mix(hash ^ (c + GoldenGamma));
        return new(Mix(hash + GoldenGamma));
    }

    /// <summary>An independent source for a stream (a process, a node, an operation's index, a draw's counter).</summary>
    public Randomness At(long index) => new(Mix(state ^ Mix((ulong)index + GoldenGamma)));

    /// <summary>64 random bits: the draw number <paramref name="counter"/> of this source.</summary>
    public ulong Bits(long counter = 0) => Mix(state + (GoldenGamma * (ulong)(counter + 1)));

    /// <summary>A number from 0 up to, and without, <paramref name="bound"/>, which must be positive.</summary>
    public int Below(int bound, long counter = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return (int)Math.BigMul(Bits(counter), (ulong)bound, out _);
    }

    /// <summary>A number from 0 up to, and without, <paramref name="bound"/>, which must be positive.</summary>
    public long Below(long bound, long counter = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return (long)Math.BigMul(Bits(counter), (ulong)bound, out _);
    }

    /// <summary>A number from 0 (included) to 1 (excluded), a multiple of 2^-53.</summary>
    public double Fraction(long counter = 0) => (Bits(counter) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A shuffled copy (Fisher and Yates).</summary>
    public T[] Shuffle<T>(IEnumerable<T> items)
    {
        var copy = items.ToArray();
        for (var i = copy.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1, i);
            (copy[i], copy[j]) = (copy[j], copy[i]);
        }

        return copy;
    }

    /// <summary>One of the items, each with the same chance. Throws where there are none.</summary>
    public T Pick<T>(IReadOnlyList<T> items, long counter = 0) => items[Below(items.Count, counter)];

    /// <inheritdoc/>
    public bool Equals(Randomness other) => state == other.state;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Randomness other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => state.GetHashCode();

    /// <summary>Whether two sources give the same draws.</summary>
    public static bool operator ==(Randomness left, Randomness right) => left.Equals(right);

    /// <summary>Whether two sources differ.</summary>
    public static bool operator !=(Randomness left, Randomness right) => !left.Equals(right);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }
}
