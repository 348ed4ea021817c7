using System.Net;
using System.Text;
using Chaos.Consensus.Host;

namespace Chaos.Tests.Consensus.Served;

/// <summary>A node as a container runs it, but on a thread of the tests.</summary>
internal sealed class ServedNode : IAsyncDisposable
{
    private readonly MemoryStream log = new();
    private readonly NodeProcess process;
    private readonly Thread thread;

    private ServedNode(NodeArguments arguments)
    {
        process = NodeProcess.Create(arguments, TimeProvider.System, new NodeOutput(log), _ => { });
        thread = new Thread(() => ExitCode = process.Run());
        thread.Start();
    }

    public int? ExitCode { get; private set; }

    public string Log => Encoding.UTF8.GetString(log.ToArray());

    public static ServedNode Start(string system, IPEndPoint endpoint, string directory, params string[] options) => new(NodeArguments.Parse(
    [
        system, "--name", "n1", "--data", directory, "--port", $"{endpoint.Port}", "--peer", $"n1={endpoint.Address}", "--member", "n1",
        .. options.SelectMany(option => new[] { "--opt", option }),
    ]));

    public async ValueTask DisposeAsync()
    {
        process.Stop();
        thread.Join();
        await process.DisposeAsync();
    }
}
