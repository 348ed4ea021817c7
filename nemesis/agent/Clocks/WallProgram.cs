using System.Buffers.Binary;

namespace Chaos.Agent;

/// <summary>What the clock routine of a process goes by; four words in its memory.</summary>
/// <param name="OffsetNs">Added to the true time, ns.</param>
/// <param name="Rate">Added for each nanosecond since the reference, in units of 2^-32 ns.</param>
/// <param name="ReferenceNs">The true wall clock when it began, ns since 1970-01-01 UTC.</param>
/// <param name="PeriodNs">Every second period of this length shows the true time; 0 where all show the offset.</param>
internal readonly record struct WallProgram(long OffsetNs, long Rate, long ReferenceNs, long PeriodNs)
{
    /// <summary>Its length in memory.</summary>
    public const int Bytes = 32;

    private const int RateBits = 32;
    private const double PartsInMillion = 1e6;

    /// <summary>The true time.</summary>
    public static WallProgram Neutral { get; }

    /// <summary>Whether it changes anything.</summary>
    public bool IsNeutral => OffsetNs == 0 && Rate == 0;

    /// <summary>From an offset and a drift in parts in a million of the time that passes.</summary>
    public static WallProgram Of(long offsetNs, double driftPpm, long periodNs, long referenceNs) =>
        offsetNs == 0 && driftPpm == 0
            ? Neutral
            : new(offsetNs, (long)Math.Round(driftPpm / PartsInMillion * (1L << RateBits)), referenceNs, periodNs);

    /// <summary>Reads it from memory.</summary>
    public static WallProgram Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadInt64LittleEndian(bytes),
        BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
        BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
        BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]));

    /// <summary>As it stands in memory.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Bytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, OffsetNs);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), Rate);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), ReferenceNs);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), PeriodNs);
        return bytes;
    }

    /// <summary>How far a clock that goes by it is ahead when the true wall clock shows this: what the routine computes.</summary>
    public long OffsetAtNs(long wallNs)
    {
        var passedNs = wallNs - ReferenceNs;
        return PeriodNs > 0 && (passedNs / PeriodNs & 1) != 0
            ? 0
            : OffsetNs + (long)((Int128)passedNs * Rate >> RateBits);
    }
}
