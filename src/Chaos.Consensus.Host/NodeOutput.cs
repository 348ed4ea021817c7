using System.Text;

namespace Chaos.Consensus.Host;

/// <summary>The node's log: lines, each written at once and as a whole.</summary>
/// <param name="stream">Where they go.</param>
internal sealed class NodeOutput(Stream stream)
{
    private readonly Lock gate = new();

    public void Write(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line.ReplaceLineEndings(" ") + "\n");
        lock (gate)
        {
            stream.Write(bytes);
            stream.Flush();
        }
    }
}
