using System.Collections.Concurrent;
using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using Chaos.Tests.House;
using Xunit;

namespace Chaos.Tests.Systems.Etcd;

/// <summary>A real etcd on this machine, from the servers folder, without containers.</summary>
internal sealed class EtcdProcess : IAsyncDisposable
{
    private readonly IReadOnlyList<string> arguments;
    private readonly string program;
    private Process? process;

    private EtcdProcess(string program, string name, IPEndPoint endpoint, IReadOnlyList<string> arguments)
    {
        this.program = program;
        this.arguments = arguments;
        Node = new LoopbackNode(name, endpoint);
    }

    public LoopbackNode Node { get; }

    /// <summary>The lines of its log so far.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>The program, unpacked below a folder; skips the test where it is not on this machine.</summary>
    public static async Task<string> UnpackAsync(string version, DirectoryInfo folder)
    {
        var servers = ServersDirectory.Find(Environment.GetEnvironmentVariable(ServersDirectory.Variable), [Repository.Root]);
        var file = servers.PathOf($"etcd-{version}.tar.gz");
        Assert.SkipWhen(
            file is null,
            $"etcd-{version}.tar.gz is not on this machine: set {ServersDirectory.Variable} to the folder that holds it.");
        await using var packed = File.OpenRead(file!);
        await using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        await TarFile.ExtractToDirectoryAsync(unpacked, folder.FullName, overwriteFiles: true, TestContext.Current.CancellationToken);
        return Path.Combine(folder.FullName, "etcd");
    }

    /// <summary>Starts a cluster of nodes n1, n2, ...</summary>
    public static IReadOnlyList<EtcdProcess> StartCluster(string program, DirectoryInfo folder, int count)
    {
        var ports = FreePorts(2 * count);
        var peers = string.Join(',', Enumerable.Range(0, count).Select(i => $"n{i + 1}=http://127.0.0.1:{ports[2 * i]}"));
        var cluster = Enumerable.Range(0, count).Select(i =>
        {
            var (peer, client) = ($"http://127.0.0.1:{ports[2 * i]}", $"http://127.0.0.1:{ports[2 * i + 1]}");
            string[] arguments =
            [
                "--name", $"n{i + 1}", "--data-dir", Path.Combine(folder.FullName, $"n{i + 1}"),
                "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer,
                "--listen-client-urls", client, "--advertise-client-urls", client,
                "--initial-cluster", peers, "--initial-cluster-state", "new", "--initial-cluster-token", "test",
                // The test does not need what was flushed; a slow disk must not decide it.
                "--unsafe-no-fsync",
            ];
            return new EtcdProcess(program, $"n{i + 1}", new IPEndPoint(IPAddress.Loopback, ports[2 * i + 1]), arguments);
        }).ToList();
        foreach (var each in cluster) each.Start();
        return cluster;
    }

    public void Start()
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        process = new Process { StartInfo = start };
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    /// <summary>Kills it (SIGKILL) and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        if (Interlocked.Exchange(ref process, null) is not { } mine) return;
        mine.Kill();
        await mine.WaitForExitAsync();
        mine.Dispose();
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private void Keep(string? line)
    {
        if (line is not null) Log.Enqueue(line);
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        foreach (var listener in listeners) listener.Start();
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners) listener.Dispose();
        return ports;
    }
}
