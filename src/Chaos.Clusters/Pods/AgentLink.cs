using System.Collections.Concurrent;
using Chaos.Agent;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Chaos.Clusters;

/// <summary>
/// The controller's end of one agent: requests and replies over the container's attach stream, the lease, the offset of its clock.
/// The stream is not hit by the faults of the network. When it ends, the agent heals and takes the pod down.
/// </summary>
internal sealed class AgentLink : IAsyncDisposable
{
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string node;
    private readonly MultiplexedStream stream;
    private readonly RunClock clock;
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentDictionary<long, TaskCompletionSource<(AgentReply Reply, long ReceivedNs)>> waiting = new();
    private readonly AgentOutput output = new();
    private readonly ClockOffset offset = new();
    private Task reading = Task.CompletedTask;
    private Task renewing = Task.CompletedTask;
    private long lastId;
    private int disposed;
    private string? lost;

    private AgentLink(string node, MultiplexedStream stream, RunClock clock)
    {
        this.node = node;
        this.stream = stream;
        this.clock = clock;
    }

    /// <summary>The error of a mapped time, ns.</summary>
    public long ClockErrorNs => offset.ErrorNs;

    /// <summary>When a moment of the agent's clock was, at the latest, run clock, ns.</summary>
    public long LatestNs(long agentNs) => offset.LatestNs(agentNs);

    /// <summary>What the agent wrote to its standard error.</summary>
    public string Diagnostics => output.Diagnostics;

    /// <summary>Attaches to a created agent container and begins to listen; the container is then started.</summary>
    public static async Task<AgentLink> AttachAsync(
        IDockerClient client, string container, string node, RunClock clock, CancellationToken cancellationToken)
    {
        var stream = await client.Containers.AttachContainerAsync(
            container,
            new ContainerAttachParameters { Stream = true, Stdin = true, Stdout = true, Stderr = true },
            cancellationToken);
        var link = new AgentLink(node, stream, clock);
        link.reading = link.ReadAsync();
        return link;
    }

    /// <summary>Asks who it is, checks the protocol, measures its clock, and renews its lease from now on.</summary>
    public async Task GreetAsync(CancellationToken cancellationToken)
    {
        var identity = (await AskAsync(new AgentRequest.Hello(), cancellationToken)).Reply.Identity;
        if (identity?.Protocol != AgentProtocol.Version)
            throw new ClusterException(
                $"The agent of {node} speaks protocol {identity?.Protocol}, this controller {AgentProtocol.Version}. "
                + $"Build the agent again: {SourceTree.AgentScript}.");
        await AskAsync(new AgentRequest.Lease { Ms = AgentProtocol.DefaultLeaseMs }, cancellationToken);
        for (var i = 0; i < 3; i++)
            await AskAsync(new AgentRequest.Clock(), cancellationToken);
        renewing = RenewAsync();
    }

    /// <summary>Sends a request and waits for its reply.</summary>
    /// <exception cref="ClusterException">
    /// The agent refused, is gone, or did not answer within ten seconds beyond <paramref name="extra"/>.
    /// </exception>
    public async Task<AgentAnswer> AskAsync(
        AgentRequest request, CancellationToken cancellationToken, TimeSpan extra = default)
    {
        var id = Interlocked.Increment(ref lastId);
        var arrival = new TaskCompletionSource<(AgentReply Reply, long ReceivedNs)>(
            TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[id] = arrival;
        try
        {
            ThrowIfLost();
            var sentNs = clock.NowNs;
            await WriteAsync(AgentWire.Encode(request with { Id = id }), cancellationToken);
            var (reply, receivedNs) = await arrival.Task.WaitAsync(Patience + extra, clock.TimeProvider, cancellationToken);
            offset.Add(sentNs, receivedNs, reply.FromNs, reply.ToNs);
            if (reply.Error is not null)
                throw new ClusterException($"The agent of {node} could not do '{request.GetType().Name}': {reply.Error}");
            return new AgentAnswer(reply, offset.Map(sentNs, receivedNs, reply.FromNs, reply.ToNs));
        }
        catch (TimeoutException e)
        {
            throw new ClusterException(
                $"The agent of {node} did not answer '{request.GetType().Name}' within {(Patience + extra).TotalSeconds:0} s. "
                + "The machine may be overloaded; run with fewer nodes or a lower rate.", e);
        }
        finally
        {
            waiting.TryRemove(id, out _);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
            return;
        Lose("the controller let it go");
        await closing.CancelAsync();
        stream.Dispose();
        await Task.WhenAll(reading, renewing);
        closing.Dispose();
        writing.Dispose();
    }

    private async Task WriteAsync(byte[] line, CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            // A request that is cut off in the middle would spoil the next one: no cancellation here.
            await stream.WriteAsync(line, 0, line.Length, closing.Token);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            Lose(e.Message);
            ThrowIfLost();
        }
        finally
        {
            writing.Release();
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (true)
            {
                var read = await stream.ReadOutputAsync(buffer, 0, buffer.Length, closing.Token);
                if (read.EOF)
                    break;
                if (read.Target == MultiplexedStream.TargetStream.StandardError)
                    output.AddDiagnostics(buffer.AsSpan(0, read.Count));
                else
                    output.AddReplies(buffer.AsSpan(0, read.Count), Deliver);
            }

            Lose("its container ended");
        }
        catch (Exception e)
        {
            Lose(e.Message);
        }
    }

    private void Deliver(AgentReply reply)
    {
        if (waiting.TryGetValue(reply.Id, out var arrival))
            arrival.TrySetResult((reply, clock.NowNs));
    }

    private async Task RenewAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(RenewEvery, clock.TimeProvider);
            while (await timer.WaitForNextTickAsync(closing.Token))
                await AskAsync(new AgentRequest.Clock(), closing.Token);
        }
        catch (Exception e)
        {
            Lose(e.Message);
        }
    }

    private void Lose(string reason)
    {
        if (Interlocked.CompareExchange(ref lost, reason, null) is not null)
            return;
        foreach (var id in waiting.Keys)
        {
            if (waiting.TryRemove(id, out var arrival))
                arrival.TrySetException(Lost());
        }
    }

    private void ThrowIfLost()
    {
        if (Volatile.Read(ref lost) is not null)
            throw Lost();
    }

    private ClusterException Lost()
    {
        var words = output.Diagnostics.Trim();
        return new ClusterException(
            $"The agent of {node} is gone ({lost}), and its node with it."
            + (words.Length > 0 ? $" It said: {words}" : string.Empty));
    }
}
