using System.Buffers;
using System.Text;
using Chaos.Agent;

namespace Chaos.Clusters;

/// <summary>Splits what comes up from an agent into replies; keeps the end of its standard error.</summary>
internal sealed class AgentOutput
{
    private const int KeptCharacters = 4000;
    private readonly ArrayBufferWriter<byte> line = new();
    private readonly StringBuilder diagnostics = new();
    private readonly Lock gate = new();

    /// <summary>The end of its standard error, and lines that were no replies.</summary>
    public string Diagnostics
    {
        get
        {
            lock (gate)
                return diagnostics.ToString();
        }
    }

    /// <summary>Takes bytes of standard error.</summary>
    public void AddDiagnostics(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            diagnostics.Append(Encoding.UTF8.GetString(bytes));
            if (diagnostics.Length > KeptCharacters)
                diagnostics.Remove(0, diagnostics.Length - KeptCharacters);
        }
    }

    /// <summary>Takes bytes of standard output, and hands on every complete reply.</summary>
    public void AddReplies(ReadOnlySpan<byte> bytes, Action<AgentReply> deliver)
    {
        while (bytes.IndexOf((byte)'\n') is >= 0 and var end)
        {
            line.Write(bytes[..end]);
            bytes = bytes[(end + 1)..];
            try
            {
                deliver(AgentWire.DecodeReply(line.WrittenSpan));
            }
            catch (FormatException e)
            {
                AddDiagnostics(Encoding.UTF8.GetBytes(e.Message + "\n"));
            }

            line.ResetWrittenCount();
        }

        line.Write(bytes);
        if (line.WrittenCount > AgentProtocol.MaxLineBytes)
            throw new IOException($"a line of more than {AgentProtocol.MaxLineBytes} bytes");
    }
}
