using System.Net;

namespace Chaos.Clusters;

/// <summary>
/// One node: an agent's container that owns the network and PID namespace, and the node's container that joins it. The agent's stays
/// over crashes and restarts of the node, and with it address, rules and published ports.
/// </summary>
internal sealed class Pod : INode, IAsyncDisposable
{
    private readonly Lock gate = new();
    private TaskCompletionSource nextStart = NewSignal();
    private int starts;

    /// <inheritdoc/>
    public required string Name { get; init; }

    /// <summary>The group of the recipe.</summary>
    public required NodeGroup Members { get; init; }

    /// <inheritdoc/>
    public required IPAddress Address { get; init; }

    /// <summary>Its place in the cluster.</summary>
    public required NodePlace Place { get; init; }

    /// <summary>What the node runs; changed only together with its container.</summary>
    public required NodeLaunch Launch { get; set; }

    /// <inheritdoc/>
    public bool IsSpare => Members.SpareNodes.Contains(Name);

    /// <summary>The containers of the node's earlier lives, stopped, kept for their logs.</summary>
    public IReadOnlyList<string> FormerContainers { get; set; } = [];

    /// <summary>How often it joined as a new member.</summary>
    public int Joins { get; set; }

    /// <summary>The image that it runs; changed only together with its container.</summary>
    public required ResolvedImage Image { get; set; }

    /// <summary>Whether it runs the other version of its group.</summary>
    public bool IsUpgraded { get; set; }

    /// <summary>The agent's container.</summary>
    public required string AgentContainer { get; init; }

    /// <summary>The agent.</summary>
    public required AgentLink Agent { get; init; }

    /// <summary>Published ports by port in the container; null where the address itself is reached.</summary>
    public IReadOnlyDictionary<int, int>? Published { get; init; }

    /// <summary>The node's container; empty before its first start.</summary>
    public string NodeContainer { get; set; } = string.Empty;

    /// <summary>One change of the node's processes at a time.</summary>
    public SemaphoreSlim Changing { get; } = new(1, 1);

    /// <inheritdoc/>
    public string Group => Members.Name;

    /// <inheritdoc/>
    public bool Voter => Members.Voters;

    /// <inheritdoc/>
    public bool NeedsMajority => Members.Voters || Members.NeedsMajority;

    /// <inheritdoc/>
    public bool RefusalIsProof => Published is null;

    /// <summary>How often the node was started.</summary>
    public int Starts
    {
        get
        {
            lock (gate)
                return starts;
        }
    }

    /// <inheritdoc/>
    public IPEndPoint EndpointOf(string portName)
    {
        if (!Members.Ports.TryGetValue(portName, out var port))
            throw new ArgumentException(
                $"The group {Group} has no port '{portName}'; it has {string.Join(", ", Members.Ports.Keys)}.", nameof(portName));
        return Published is null
            ? new IPEndPoint(Address, port)
            : new IPEndPoint(IPAddress.Loopback, Published[port]);
    }

    /// <summary>Says that the node was started once more.</summary>
    public void CountStart()
    {
        TaskCompletionSource signal;
        lock (gate)
        {
            starts++;
            signal = nextStart;
            nextStart = NewSignal();
        }

        signal.SetResult();
    }

    /// <summary>Waits until the node was started more often than <paramref name="seen"/> times.</summary>
    public Task WaitForStartAfterAsync(int seen, CancellationToken cancellationToken)
    {
        lock (gate)
            return starts > seen ? Task.CompletedTask : nextStart.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Agent.DisposeAsync();
        Changing.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
