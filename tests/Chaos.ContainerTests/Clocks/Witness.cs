using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using Xunit;

namespace Chaos.ContainerTests;

/// <summary>A program in a pod that says what time it is: a line for a line.</summary>
internal sealed class Witness : IDisposable
{
    private readonly MultiplexedStream stream;
    private readonly StringBuilder said = new();

    private Witness(MultiplexedStream stream) => this.stream = stream;

    /// <summary>Starts one in a running container, as a user who is not root.</summary>
    public static async Task<Witness> StartAsync(IDockerClient client, string container, params string[] command)
    {
        var token = TestContext.Current.CancellationToken;
        var exec = await client.Exec.CreateContainerExecAsync(
            container,
            new ContainerExecCreateParameters { Cmd = command, AttachStdin = true, AttachStdout = true, AttachStderr = true, User = "1000" },
            token);
        return new Witness(await client.Exec.StartContainerExecAsync(exec.ID, new ContainerExecStartParameters(), token));
    }

    /// <summary>What each of its calls showed, as nanoseconds ahead of this process: at least and at most.</summary>
    public async Task<ClockDistance> AskAsync()
    {
        var token = TestContext.Current.CancellationToken;
        var sentNs = NowNs();
        await stream.WriteAsync("\n"u8.ToArray(), 0, 1, token);
        var line = await ReadLineAsync(token);
        var receivedNs = NowNs();
        var values = line.Split(' ').Select(long.Parse).ToArray();
        return new ClockDistance(sentNs, receivedNs, values[..^1], values[^1]);
    }

    /// <summary>The next line that it says.</summary>
    public async Task<string> ReadLineAsync(CancellationToken token)
    {
        var buffer = new byte[1024];
        while (true)
        {
            var text = said.ToString();
            if (text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end)
            {
                said.Remove(0, end + 1);
                return text[..end];
            }

            var read = await stream.ReadOutputAsync(buffer, 0, buffer.Length, token).WaitAsync(TimeSpan.FromSeconds(20), token);
            Assert.False(read.EOF, $"The program ended; it said: {text}");
            said.Append(Encoding.UTF8.GetString(buffer, 0, read.Count));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private static long NowNs() => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
}
