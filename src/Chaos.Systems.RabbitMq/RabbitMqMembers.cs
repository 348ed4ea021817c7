using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Chaos.Systems.RabbitMq;

/// <summary>
/// Changes of the members of a running RabbitMQ, by the server's own programs, each on the node that is asked. A member is in the cluster and keeps
/// a replica of every queue.
/// </summary>
internal sealed class RabbitMqMembers(TimeProvider time)
{
    private static readonly TimeSpan stopWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan changeWithin = TimeSpan.FromSeconds(20);

    /// <summary>A node takes up to half a minute to start, and the programs several seconds each.</summary>
    public static TimeSpan ChangesWithin => TimeSpan.FromSeconds(75);

    /// <summary>Whether a change was asked for: from then on the nodes are no longer those of the start.</summary>
    public bool HaveChanged { get; private set; }

    /// <summary>The members, by what a node tells of the cluster alone: enough as long as nobody asked for a change.</summary>
    /// <exception cref="ProbeException">It does not tell.</exception>
    public static IReadOnlyList<string> Read(JsonElement nodes)
    {
        try
        {
            return [.. nodes.EnumerateArray().Select(node => ShortName(node.GetProperty("name"))).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException)
        {
            throw new ProbeException("an answer about the members that is none", e);
        }
    }

    /// <summary>The members, by what a node tells of the cluster and of a queue.</summary>
    /// <exception cref="ProbeException">It does not tell, or the two differ: a change is half-way.</exception>
    public static IReadOnlyList<string> Read(JsonElement nodes, JsonElement queue)
    {
        try
        {
            var inCluster = Read(nodes);
            string[] ofQueue = [.. queue.GetProperty("members").EnumerateArray().Select(ShortName).Order(StringComparer.Ordinal)];
            return inCluster.SequenceEqual(ofQueue, StringComparer.Ordinal)
                ? inCluster
                : throw new ProbeException($"the cluster is {string.Join(", ", inCluster)}, but the queue is on {string.Join(", ", ofQueue)}");
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException)
        {
            throw new ProbeException("an answer about the members that is none", e);
        }
    }

    /// <summary>Gives a node that is in the cluster a replica of every queue.</summary>
    /// <exception cref="ClusterException">It was refused, or nobody knows.</exception>
    public async ValueTask AddAsync(INode through, INode joining, CancellationToken cancellationToken)
    {
        HaveChanged = true;
        if (await RunAsync(through, "grow", joining, changeWithin, cancellationToken) is { } why) throw new ClusterException(why);
    }

    /// <summary>Stops the server on a node, and takes it out of the cluster and all queues. Where the server cannot be stopped, the others refuse.</summary>
    /// <exception cref="ClusterException">It was refused, or nobody knows.</exception>
    public async ValueTask RemoveAsync(INode through, INode leaving, CancellationToken cancellationToken)
    {
        HaveChanged = true;
        await RunAsync(leaving, "stop", leaving, stopWithin, cancellationToken);
        var why = await RunAsync(through, "forget", leaving, changeWithin, cancellationToken);
        // Queues that were declared meanwhile, and older versions, which forget the node but not its replicas.
        why = await RunAsync(through, "shrink", leaving, changeWithin, cancellationToken) ?? why;
        if (why is not null) throw new ClusterException(why);
    }

    private static string ShortName(JsonElement name) => name.GetString()!.Split('@')[^1];

    // Why it was not done, or is not known to be done; null where it was.
    private async Task<string?> RunAsync(INode node, string command, INode about, TimeSpan within, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            await using var stream = await NodeDialer.To(node, RabbitMqRecipe.ControlPort, time).ConnectAsync(either.Token);
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{command} {about.Name}\n"), either.Token);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var code = await reader.ReadLineAsync(either.Token);
            var words = (await reader.ReadToEndAsync(either.Token)).ReplaceLineEndings(" ").Trim();
            return code == "0" ? null : string.Create(
                CultureInfo.InvariantCulture, $"RabbitMQ on {node.Name} did not {command} {about.Name} (exit code {code ?? "none"}): {words}");
        }
        catch (Exception e) when (e is CallException or IOException or SocketException)
        {
            return $"RabbitMQ on {node.Name} did not {command} {about.Name}: {e.Message}.";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"RabbitMQ on {node.Name} did not {command} {about.Name} within {within.TotalSeconds:0} s.";
        }
    }
}
