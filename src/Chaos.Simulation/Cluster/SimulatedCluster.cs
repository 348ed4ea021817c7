using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Chaos.Simulation;

/// <summary>
/// A cluster of programs in virtual time: one thread, one seed, the same events every time. It has all faults that the nemeses know,
/// and does them at once.
/// </summary>
public sealed class SimulatedCluster : ICluster, IProgramConnector
{
    private readonly SimulationWorld world;
    private readonly SimulatedMember[] members;
    private readonly Dictionary<string, SimulatedNode> byName = new(StringComparer.Ordinal);
    private readonly object[] faults;

    private SimulatedCluster(SimulationWorld world, SimulatedMember[] members, RunClock clock)
    {
        this.world = world;
        this.members = members;
        foreach (var node in world.Nodes) byName.Add(node.Name, node);
        faults =
        [
            new SimulatedNetworkFaults(world, byName, clock),
            new SimulatedProcessFaults(byName, clock),
            new SimulatedClockFaults(world, byName, clock),
            new SimulatedDiskFaults(byName, clock),
        ];
    }

    /// <inheritdoc/>
    public string Backend => "simulation";

    /// <inheritdoc/>
    public IReadOnlyList<INode> Nodes => members;

    /// <summary>How many events there were.</summary>
    public EventCounts Events => world.Counts;

    /// <summary>Events that are to come.</summary>
    public int PendingEvents => world.Queue.Count;

    /// <summary>Nodes whose program threw, and what: a bug of the program, or of what it found on its disk.</summary>
    public IReadOnlyList<string> Crashes =>
        [.. world.Nodes.Where(node => node.Crash is not null).Select(node => $"{node.Name}: {node.Crash}")];

    /// <summary>Makes the nodes and starts them.</summary>
    /// <exception cref="UsageException">The recipe has more nodes than the simulator takes.</exception>
    public static SimulatedCluster Start(SimulationOrder order)
    {
        var groups = order.Recipe.Groups
            .SelectMany(group => group.Nodes.Concat(group.SpareNodes).Select(name => (group, name))).ToArray();
        if (groups.Length is 0 or > 250)
            throw new UsageException($"The simulator takes 1 to 250 nodes, not {groups.Length}.");
        var random = order.Random;
        var world = new SimulationWorld(
            order.Time, groups.Length, order.Weather ?? SimulationWeather.Of(random.For("weather")), random.For("world"));
        world.Trace = order.Trace;
        if (order.EncodesMessages) world.Codec = order.Programs.Codec;
        var names = groups.Select(node => node.name).ToArray();
        var voters = Enumerable.Range(0, groups.Length).Where(i => groups[i].group.Voters && !groups[i].group.SpareNodes.Contains(names[i])).ToArray();
        world.Populate([.. names.Select((_, i) => new SimulatedNode(
            world, new() { Nodes = names, Self = i, Members = voters }, order.Programs.Create, random.For("node").At(i)))]);
        foreach (var node in world.Nodes)
        {
            node.Disk.Lies = order.Needs.LyingFlush;
            if (!groups[node.Number].group.SpareNodes.Contains(node.Name)) node.Start();
        }

        return new(world, [.. groups.Select((node, i) => new SimulatedMember(node.group, node.name, i))], order.Clock);
    }

    /// <inheritdoc/>
    public IProgramConnection Open(string node) => new SimulatedConnection(world, byName[node].Number);

    /// <inheritdoc/>
    public bool TryGetFaults<TFaults>([NotNullWhen(true)] out TFaults? faults)
        where TFaults : class
    {
        faults = this.faults.OfType<TFaults>().FirstOrDefault();
        return faults is not null;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<NodeLogLine> FollowLogAsync(
        string node, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var log = byName[node].Lines;
        for (var read = 0; ; read++)
        {
            if (log.Lines.Count == read) await log.MoreThanAsync(read, cancellationToken);
            yield return new(node, log.Lines[read].AtNs, log.Lines[read].Text);
        }
    }

    /// <inheritdoc/>
    public ValueTask CollectAsync(string directory, CancellationToken cancellationToken)
    {
        foreach (var node in world.Nodes)
        {
            var folder = Directory.CreateDirectory(Path.Combine(directory, node.Name)).FullName;
            // Not awaited: what runs in virtual time must not leave its thread.
            File.WriteAllLines(Path.Combine(folder, "log.txt"), node.Lines.Lines.Select(line =>
                string.Create(CultureInfo.InvariantCulture, $"{line.AtNs / 1_000_000_000}.{line.AtNs / 1_000 % 1_000_000:D6} {line.Text}")));
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var node in world.Nodes) node.Kill();
        return default;
    }
}
