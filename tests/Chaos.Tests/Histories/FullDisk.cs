namespace Chaos.Tests.Histories;

/// <summary>A disk with little room: it takes what fits, then fails, as a short write to a full disk does.</summary>
internal sealed class FullDisk(int roomBytes) : MemoryStream
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var room = (int)Math.Max(0, roomBytes - Length);
        base.Write(buffer[..Math.Min(room, buffer.Length)]);
        if (buffer.Length > room) throw new IOException("No space left on device");
    }
}
