using System.Buffers;

namespace Chaos.Systems;

/// <summary>A codec that many threads may use: the programs' own are made for one.</summary>
internal sealed class LockedCodec(IProgramCodec inner) : IProgramCodec
{
    private readonly Lock gate = new();

    /// <inheritdoc/>
    public void Encode(ProgramMessage message, IBufferWriter<byte> to)
    {
        lock (gate) inner.Encode(message, to);
    }

    /// <inheritdoc/>
    public ProgramMessage Decode(ReadOnlySpan<byte> from)
    {
        lock (gate) return inner.Decode(from);
    }
}
