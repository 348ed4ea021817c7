using System.Globalization;
using Xunit;

namespace Chaos.ContainerTests.Systems;

/// <summary>Brings a cluster into each situation once, and asks all operations of all clients there at the same time.</summary>
/// <param name="stage">The cluster; two of its nodes are dead afterwards.</param>
/// <param name="cases">The clients.</param>
internal sealed class ErrorScenes(SystemStage stage, IReadOnlyList<SystemCase> cases) : IAsyncDisposable
{
    // Above what servers themselves allow: etcd gives up after 7 s, Consul waits as long for a leader.
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(8);
    private const int MostAttempts = 60;
    private static readonly TimeSpan underWay = TimeSpan.FromMilliseconds(200);

    private readonly IReadOnlyList<(SystemCase Case, ClientOperation Operation)> operations =
        [.. cases.SelectMany(each => ClientOperation.Of(each).Select(operation => (each, operation)))];

    private readonly List<ErrorOutcome> outcomes = [];
    private readonly List<IClient> clients = [];
    private readonly Lock gate = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Plays all situations and tells how every operation ended in each.</summary>
    public async Task<IReadOnlyList<ErrorOutcome>> PlayAsync()
    {
        var (alone, others) = await CastAsync();
        var waiting = await PrepareAsync(ErrorSituation.TimedOut, alone);
        foreach (var other in others) await stage.Processes.PauseAsync(other, Cancel);
        await AskAsync(waiting, SystemStage.Deadline);
        foreach (var other in others) await stage.Processes.ResumeAsync(other, Cancel);
        await stage.HealthyAsync();

        var (target, rest) = await CastAsync();
        var (left, gone) = (rest[0], rest[1]);
        var paused = await PrepareAsync(ErrorSituation.Paused, target);
        var reset = await PrepareAsync(ErrorSituation.Reset, target);
        var refused = await PrepareAsync(ErrorSituation.Refused, target, operation => operation.GoesOn);
        var leaderless = await PrepareAsync(ErrorSituation.NoLeader, left, operation => operation.GoesOn);

        await stage.Processes.PauseAsync(target, Cancel);
        await Task.WhenAll(
            AskAsync(paused, SystemStage.Deadline),
            AskAsync(await OpenAsync(ErrorSituation.PausedBefore, target), SystemStage.Deadline));
        var broken = AskAsync(reset, SystemStage.Deadline);
        await Task.Delay(underWay, TimeProvider.System, Cancel);
        await stage.Processes.KillAsync(target, Cancel);
        await broken;
        await AskAsync([.. refused, .. await OpenAsync(ErrorSituation.Refused, target)], SystemStage.Deadline);

        await stage.Processes.KillAsync(gone, Cancel);
        await stage.WithoutLeaderAsync(left);
        await AskAsync([.. leaderless, .. await OpenAsync(ErrorSituation.NoLeader, left)], patience);
        // Each operation in each situation, but for those that cannot begin with a fresh client.
        var situations = Enum.GetValues<ErrorSituation>().Length;
        Assert.Equal(operations.Sum(pair => pair.Operation.GoesOn ? situations - 1 : situations), outcomes.Count);
        return outcomes;
    }

    /// <summary>Closes all clients at once; those of nodes that are dead may take a moment.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(clients.Select(client => client.DisposeAsync().AsTask()));

    // The leader where there is one, so that the situation is the worst for everybody; then all others.
    private async Task<(string First, IReadOnlyList<string> Others)> CastAsync()
    {
        var first = await stage.LeaderAsync() ?? stage.Cluster.Nodes[0].Name;
        return (first, [.. stage.Cluster.Nodes.Select(node => node.Name).Where(name => name != first)]);
    }

    private async Task<IReadOnlyList<Asked>> OpenAsync(ErrorSituation situation, string node)
    {
        var opened = new List<Asked>();
        foreach (var (each, operation) in operations.Where(pair => !pair.Operation.GoesOn))
            opened.Add(new(each, operation, situation, await ClientAsync(each, node), operation.Make(KeyOf(each, operation, situation, 0, 0), default)));
        return opened;
    }

    private async Task<IReadOnlyList<Asked>> PrepareAsync(ErrorSituation situation, string node, Func<ClientOperation, bool>? wanted = null)
    {
        var partition = await stage.PartitionAsync(node);
        return await Task.WhenAll(operations.Where(pair => wanted?.Invoke(pair.Operation) ?? true).Select(async pair =>
        {
            for (var attempt = 1; ; attempt++)
            {
                var key = KeyOf(pair.Case, pair.Operation, situation, attempt, partition);
                var client = await ClientAsync(pair.Case, node);
                var before = await SystemStage.InvokeAsync(client, pair.Operation.Before(key));
                if (before.Type is OperationType.Ok)
                    return new Asked(pair.Case, pair.Operation, situation, client, pair.Operation.Make(key, before.Value));
                // What the pause of the others did may come to light a moment after they went on.
                Assert.True(attempt < MostAttempts, $"{pair.Case} {pair.Operation.F} while all is well: {before.Type} {before.Error}");
                await Task.Delay(underWay, TimeProvider.System, Cancel);
            }
        }));
    }

    private async Task AskAsync(IReadOnlyList<Asked> asked, TimeSpan deadline)
    {
        var ends = await Task.WhenAll(asked.Select(one => SystemStage.InvokeAsync(one.Client, one.Invocation, deadline)));
        lock (gate) outcomes.AddRange(asked.Select((one, i) => new ErrorOutcome(one.Case, one.Operation, one.Situation, ends[i])));
    }

    private async Task<IClient> ClientAsync(SystemCase each, string node)
    {
        var client = await stage.OpenAsync(each.Type, node);
        lock (gate) clients.Add(client);
        return client;
    }

    // A key of its own for each, so that none waits for another; its number says where Kafka puts it.
    private static string KeyOf(SystemCase each, ClientOperation operation, ErrorSituation situation, int attempt, int partition) =>
        string.Create(CultureInfo.InvariantCulture, $"{each.Type}-{operation.F}-{situation}-{attempt}-{partition}");

    private sealed record Asked(SystemCase Case, ClientOperation Operation, ErrorSituation Situation, IClient Client, Invocation Invocation);
}
