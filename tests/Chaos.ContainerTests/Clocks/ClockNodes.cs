using System.Diagnostics;
using Chaos.Clusters;
using Docker.DotNet.Models;
using Xunit;

namespace Chaos.ContainerTests;

/// <summary>
/// Two nodes whose clocks can be shifted, each with a Go program (etcd) and a Java program (the JDK's own web server), both of which
/// date their answers; in the pod of the first also a container for programs in C and .NET.
/// </summary>
public sealed class ClockNodes : IAsyncLifetime
{
    private const string Script = "/etc/chaos/clocks.sh";
    private readonly DirectoryInfo programs = Directory.CreateTempSubdirectory("chaos-clocks-");
    private readonly string runId = Engines.RunId(Guid.CreateVersion7().ToString("N")[^8..]);
    private DockerEngine? engine;
    private string witnesses = "";

    public DockerCluster Cluster { get; private set; } = null!;

    public IClockFaults Clocks { get; private set; } = null!;

    public IProcessFaults Processes { get; private set; } = null!;

    private string Programs => Path.Combine(programs.FullName, "programs");

    private static ImageRecipe Image { get; } = new()
    {
        Reference = "localhost/chaos-test-clocks:none",
        LocalTag = "chaos/test-clocks:trixie",
        DebianDockerfile = """
            ARG BASE
            FROM ${BASE}
            RUN pkg openjdk-21-jre-headless etcd-server

            """,
    };

    public async ValueTask InitializeAsync()
    {
        engine = await Engines.RequireAsync();
        Cluster = await engine.StartAsync(
            new DockerClusterSettings
            {
                RunId = runId,
                Recipe = Recipe(),
                Needs = new ClusterNeeds { Clocks = true },
                Clock = new RunClock(TimeProvider.System),
            },
            TestContext.Current.CancellationToken);
        Assert.True(Cluster.TryGetFaults<IClockFaults>(out var clocks));
        Assert.True(Cluster.TryGetFaults<IProcessFaults>(out var processes));
        Clocks = clocks;
        Processes = processes;
        await CompileAsync();
        witnesses = await StartWitnessesAsync((Pod)Cluster.Nodes[0]);
    }

    public async ValueTask DisposeAsync()
    {
        if (Cluster is not null)
            await Cluster.DisposeAsync();
        engine?.Dispose();
        programs.Delete(recursive: true);
    }

    /// <summary>A program in C in the pod of the first node.</summary>
    internal Task<Witness> StartCAsync(params string[] arguments) =>
        Witness.StartAsync(engine!.Client, witnesses, ["/programs/clock", .. arguments]);

    /// <summary>A program of .NET there: the agent's own, built as an ordinary managed one.</summary>
    internal Task<Witness> StartDotNetAsync() => Witness.StartAsync(
        engine!.Client, witnesses, "/dotnet/dotnet", "/agent/chaos-agent.dll", "witness");

    /// <summary>How far a node's program is ahead by the date of its answers, to a second.</summary>
    internal async Task<double> DatedAheadAsync(string node, string port)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var endpoint = Cluster.Nodes.First(n => n.Name == node).EndpointOf(port);
        var date = default(DateTimeOffset?);
        await ThreeNodes.UntilAsync($"the {port} of {node} answers", async () =>
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"http://{endpoint}/version"), TestContext.Current.CancellationToken);
                date = answer.Headers.Date;
                return date is not null;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        return (date!.Value - TimeProvider.System.GetUtcNow()).TotalSeconds;
    }

    private static SystemRecipe Recipe() => new()
    {
        System = "clocks",
        Groups =
        [
            new NodeGroup
            {
                Name = "servers",
                Nodes = ["n1", "n2"],
                Voters = true,
                Image = Image,
                Ports = new Dictionary<string, int> { ["go"] = 2379, ["java"] = 8000 },
                DataDirectory = "/data",
                Launch = place => new NodeLaunch
                {
                    Arguments = ["/bin/sh", Script],
                    Files = new Dictionary<string, string>
                    {
                        [Script] = $"""
                            java -m jdk.httpserver -b 0.0.0.0 -p 8000 -d /etc/chaos &
                            exec etcd --data-dir /data/etcd --listen-client-urls http://0.0.0.0:2379 \
                                --advertise-client-urls http://{place.Name}:2379

                            """,
                    },
                },
            },
        ],
    };

    private async Task CompileAsync()
    {
        // A folder below the temporary one: another user, who may not enter that one, runs what is in it.
        Directory.CreateDirectory(Programs);
        var source = Path.Combine(AppContext.BaseDirectory, "Clocks", "clock.c");
        var compiler = new[] { "gcc", "clang", "cc" }.First(name =>
            Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, name))));
        using var process = Process.Start(compiler, ["-O2", "-static", "-pthread", "-o", Path.Combine(Programs, "clock"), source]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }

    private async Task<string> StartWitnessesAsync(Pod pod)
    {
        var token = TestContext.Current.CancellationToken;
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var agent = Path.Combine(AppContext.BaseDirectory, "../../Chaos.Agent/release");
        var container = await engine!.Client.Containers.CreateContainerAsync(
            new CreateContainerParameters
            {
                Image = pod.Image.Id,
                Labels = ChaosLabels.Of(runId, pod.Name, "witnesses"),
                Cmd = ["sleep", "infinity"],
                Env = ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1", "DOTNET_EnableDiagnostics=0"],
                HostConfig = new HostConfig
                {
                    NetworkMode = $"container:{pod.AgentContainer}",
                    PidMode = $"container:{pod.AgentContainer}",
                    Binds =
                    [
                        $"{Programs}:/programs:ro",
                        $"{Path.GetFullPath(Path.Combine(runtime, "../../.."))}:/dotnet:ro",
                        $"{Path.GetFullPath(agent)}:/agent:ro",
                    ],
                },
            },
            token);
        await engine.Client.Containers.StartContainerAsync(container.ID, new ContainerStartParameters(), token);
        return container.ID;
    }
}
