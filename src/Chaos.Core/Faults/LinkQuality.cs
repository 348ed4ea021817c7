namespace Chaos;

/// <summary>How one direction treated datagrams.</summary>
/// <param name="Link">The direction.</param>
/// <param name="Sent">Datagrams that left.</param>
/// <param name="Arrived">Different datagrams that arrived.</param>
/// <param name="Copies">Datagrams that arrived once more.</param>
/// <param name="Reordered">Datagrams that arrived after a later one.</param>
/// <param name="MedianDelayNs">Their median way of one direction, ns; null where none arrived.</param>
/// <param name="DelaySpreadNs">From the tenth to the ninetieth of a hundred by delay, ns; null where none arrived.</param>
/// <param name="BytesPerSecond">How fast they arrived, from the first to the last; null where fewer than two did.</param>
public sealed record LinkQuality(
    Link Link, int Sent, int Arrived, int Copies, int Reordered, long? MedianDelayNs, long? DelaySpreadNs, double? BytesPerSecond);
