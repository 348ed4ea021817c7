using System.Collections.Concurrent;
using Xunit;

namespace Chaos.Tests.Systems.Etcd;

/// <summary>
/// Workers that are each alone on their key compare and set it while nodes are killed. A mismatch would be a false answer: an
/// operation that was sent twice and saw itself. Clients that retry give such answers.
/// </summary>
public sealed class EtcdSoleWriterTests : IAsyncDisposable
{
    private const int Workers = 12;
    private const int Kills = 4;
    private readonly EtcdOnLoopback etcd = new();
    private readonly ConcurrentBag<Completion> completions = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sole_writer_never_sees_a_mismatch_while_nodes_are_killed()
    {
        var (nodes, connection) = await etcd.StartAsync("3.7.3", 3);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var workers = Enumerable.Range(0, Workers)
            .Select(i => Task.Run(() => WorkAsync(i, connection, nodes[i % nodes.Count].Node, stop.Token), Cancelled))
            .ToList();

        for (var i = 0; i < Kills; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, Cancelled);
            await nodes[i % nodes.Count].KillAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, Cancelled);
            nodes[i % nodes.Count].Start();
            await EtcdOnLoopback.HealthyAsync(connection, nodes);
        }

        await stop.CancelAsync();
        await Task.WhenAll(workers);

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', completions
            .GroupBy(completion => $"{completion.Type} {completion.Error}").Select(group => $"{group.Count()} {group.Key}")));
        Assert.DoesNotContain(completions, completion => completion.Error == Operation.MismatchError);
        Assert.Contains(completions, completion => completion.Type is OperationType.Ok);
        Assert.Contains(completions, completion => completion.Type is OperationType.Fail && completion.Error == "connection refused");
        Assert.Contains(completions, completion => completion.Type is OperationType.Info);
    }

    public ValueTask DisposeAsync() => etcd.DisposeAsync();

    private async Task WorkAsync(int worker, ISystemConnection connection, INode node, CancellationToken stop)
    {
        var client = await etcd.ClientAsync(connection, node);
        var (lives, known, next) = (0, Value.Null, 1L);
        while (!stop.IsCancellationRequested)
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(2), TimeProvider.System);
            var completion = await client.InvokeAsync(RegisterOperations.CasOf($"w{worker}-{lives}", known, next), deadline.Token);
            completions.Add(completion);
            switch (completion.Type)
            {
                case OperationType.Ok:
                    known = Value.Of(next++);
                    break;
                case OperationType.Info:
                    // It may still take effect: the key is no longer known, and the process is over.
                    (lives, known, next) = (lives + 1, Value.Null, 1);
                    await client.DisposeAsync();
                    client = await etcd.ClientAsync(connection, node);
                    break;
                default:
                    await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancelled);
                    break;
            }
        }
    }
}
