namespace Chaos.Consensus;

/// <summary>The first frame of a connection: who speaks, to which system, in which form of the protocol.</summary>
/// <param name="System">The system that the speaker takes the other side for.</param>
/// <param name="Node">The number of the node that speaks; -1 for a client.</param>
public sealed record WireHello(string System, int Node)
{
    /// <summary>The number of a client.</summary>
    public const int Client = -1;

    private const byte Form = 1;

    /// <summary>The frame.</summary>
    public byte[] ToFrame()
    {
        var writer = new ByteWriter();
        writer.Byte(Form);
        writer.Text(System);
        writer.Number(Node);
        return WireFrame.Of(writer.Written);
    }

    /// <summary>Reads the content of the frame.</summary>
    /// <exception cref="FormatException">It is none, or of another form.</exception>
    public static WireHello Read(ReadOnlySpan<byte> content)
    {
        var reader = new ByteReader(content);
        var form = reader.Byte();
        if (form != Form) throw new FormatException($"A greeting of form {form} came, but {Form} was expected: tool and node are of different builds.");
        return new(reader.Text() ?? "", (int)reader.Number());
    }
}
