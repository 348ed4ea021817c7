namespace Chaos.Campaigns;

/// <summary>
/// A new file that is written in large pieces, whenever its writer asks for it: what a simulation would lose with its process, the same
/// seed brings back.
/// </summary>
internal sealed class DeferredStream : Stream
{
    private const int BufferBytes = 1 << 20;
    private readonly FileStream file;

    private DeferredStream(FileStream file) => this.file = file;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => throw new NotSupportedException();
    }

    public static DeferredStream Create(string path) =>
        new(new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, BufferBytes));

    /// <summary>Does nothing: the file is flushed when it is closed.</summary>
    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => file.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => file.Write(buffer);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }
}
