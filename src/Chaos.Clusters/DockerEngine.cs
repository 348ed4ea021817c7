using System.Net.NetworkInformation;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Chaos.Clusters;

/// <summary>A container engine that answers: starts clusters and removes what earlier ones left.</summary>
public sealed class DockerEngine : IDisposable
{
    private readonly DockerClient client;

    private DockerEngine(DockerClient client, EngineInformation information)
    {
        this.client = client;
        Information = information;
    }

    /// <summary>What answered.</summary>
    public EngineInformation Information { get; }

    internal IDockerClient Client => client;

    /// <summary>
    /// Finds the engine as its own command line does (<c>DOCKER_HOST</c>, the current context, the default socket) and asks what it is.
    /// </summary>
    /// <exception cref="ClusterException">None answers; the message says what to do.</exception>
    public static Task<DockerEngine> ConnectAsync(CancellationToken cancellationToken) =>
        ConnectAsync(endpoint: null, cancellationToken);

    /// <summary>Asks the engine at an endpoint, for instance <c>unix:///var/run/docker.sock</c>; null finds one.</summary>
    /// <exception cref="ClusterException">It does not answer; the message says what to do.</exception>
    public static async Task<DockerEngine> ConnectAsync(Uri? endpoint, CancellationToken cancellationToken)
    {
        DockerClient? client = null;
        try
        {
            client = endpoint is null
                ? new DockerClientBuilder().Build()
                : new DockerClientBuilder().WithEndpoint(endpoint).Build();
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(TimeSpan.FromSeconds(15));
            var version = await client.System.GetVersionAsync(patience.Token);
            var info = await client.System.GetSystemInfoAsync(patience.Token);
            var hasBridge = await HasBridgeAsync(client, patience.Token);
            var information = Describe(client.Options.Endpoint, version, info, hasBridge);
            EngineFailure.ThrowIfUnusable(information, info.OSType);
            return new DockerEngine(client, information);
        }
        catch (Exception e)
        {
            var asked = client?.Options.Endpoint ?? endpoint;
            client?.Dispose();
            if (e is ClusterException || cancellationToken.IsCancellationRequested)
                throw;
            throw EngineFailure.Explain(asked, e);
        }
    }

    /// <summary>Finds out by a throw-away agent which faults can be made here; about a second.</summary>
    /// <exception cref="ClusterException">No agent could be started.</exception>
    public async Task<IFaultSupport> ProbeFaultsAsync(TimeProvider time, CancellationToken cancellationToken) =>
        FaultSupport.From(await EngineErrors.SayAsync(
            "start an agent", () => AgentDoctor.FindAsync(this, time, cancellationToken)));

    /// <summary>Starts a cluster: images, network, pods. Readiness of the system itself is the caller's to await.</summary>
    /// <exception cref="ClusterException">Something could not be had or started; what was begun is removed.</exception>
    public Task<DockerCluster> StartAsync(DockerClusterSettings settings, CancellationToken cancellationToken) =>
        EngineErrors.SayAsync(
            "start the cluster", () => new ClusterStarter(
                client, Information, settings with { Recipe = settings.Recipe.WithSpareNodes(settings.Needs.SpareNodes) })
                .StartAsync(cancellationToken));

    /// <summary>
    /// Why no cluster of a recipe can be started here because a native program of ours has not been built: the agent, or the node's own. Null
    /// where both are there.
    /// </summary>
    public string? WhyNotBuilt(SystemRecipe recipe) => recipe.Groups
        .Select(group => group.Image.Program).OfType<string>().Select(NativeProgram.Of).Prepend(NativeProgram.Agent)
        .FirstOrDefault(program => program.Find(Information.Architecture) is null)?.Absence(Information.Architecture);

    /// <summary>Removes what runs left whose process died on this host. Cheap; called at every start.</summary>
    public Task<CleanReport> SweepAsync(CancellationToken cancellationToken) =>
        RemoveAsync((owner, _) => owner == OwnerState.Dead, cancellationToken);

    /// <summary>
    /// Removes everything of ours that does not belong to a living run; what another host created is taken as living while one of its
    /// containers runs. Images are kept, except those of ours that newer ones replaced.
    /// </summary>
    public async Task<CleanReport> CleanAsync(CancellationToken cancellationToken)
    {
        var report = await RemoveAsync(
            (owner, running) => owner == OwnerState.Dead || (owner == OwnerState.Elsewhere && !running), cancellationToken);
        var images = await EngineErrors.SayAsync(
            "remove replaced images", () => new Leftovers(client).RemoveReplacedImagesAsync(cancellationToken));
        return report with { Images = images };
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private Task<CleanReport> RemoveAsync(Func<OwnerState, bool, bool> isOver, CancellationToken cancellationToken) =>
        EngineErrors.SayAsync(
            "remove what earlier runs left", () => new Leftovers(client).RemoveAsync(isOver, cancellationToken));

    private static EngineInformation Describe(Uri endpoint, VersionResponse version, SystemInfoResponse info, bool hasBridge)
    {
        var rootless = (info.SecurityOptions ?? []).Any(option => option.Contains("rootless", StringComparison.Ordinal));
        var inVirtualMachine = info.OperatingSystem.Contains("Docker Desktop", StringComparison.Ordinal);
        return new EngineInformation
        {
            Endpoint = endpoint,
            Version = version.Version,
            ApiVersion = version.APIVersion ?? string.Empty,
            Kernel = info.KernelVersion,
            OperatingSystem = info.OperatingSystem,
            Architecture = ArchitectureOf(info.Architecture),
            StorageDriver = info.Driver,
            CgroupVersion = info.CgroupVersion ?? "1",
            RootDirectory = info.DockerRootDir,
            IsNative = OperatingSystem.IsLinux() && hasBridge && !rootless && !inVirtualMachine,
            HasProxy = !string.IsNullOrEmpty(info.HTTPProxy) || !string.IsNullOrEmpty(info.HTTPSProxy),
        };
    }

    // An engine whose bridge is among our own interfaces shares our network: containers' addresses are reached directly.
    private static async Task<bool> HasBridgeAsync(DockerClient client, CancellationToken cancellationToken)
    {
        const string NameOption = "com.docker.network.bridge.name";
        var networks = await client.Networks.ListNetworksAsync(cancellationToken: cancellationToken);
        var names = networks
            .Select(network => network.Options is { } options && options.TryGetValue(NameOption, out var name) ? name : null)
            .ToHashSet(StringComparer.Ordinal);
        return NetworkInterface.GetAllNetworkInterfaces().Any(nic => names.Contains(nic.Name));
    }

    private static string ArchitectureOf(string name) => name switch
    {
        "x86_64" or "amd64" => "x64",
        "aarch64" or "arm64" => "arm64",
        _ => name,
    };
}
