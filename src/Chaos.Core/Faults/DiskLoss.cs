namespace Chaos;

/// <summary>What a power loss took from one node.</summary>
/// <param name="Node">The node.</param>
/// <param name="Effect">When its processes ended and the loss happened.</param>
/// <param name="LostBytes">Bytes that had been written and not flushed, as far as they can be counted; null where they cannot.</param>
/// <param name="Detail">What was measured, in a sentence.</param>
public sealed record DiskLoss(string Node, EffectTime Effect, long? LostBytes, string Detail)
{
    /// <summary>Whether what was written just before and not flushed was gone afterwards: without it no power was lost.</summary>
    public required bool LostUnflushed { get; init; }

    /// <summary>Whether what had been flushed was there afterwards: without it the disk lost more than a power failure may take.</summary>
    public required bool KeptFlushed { get; init; }
}
