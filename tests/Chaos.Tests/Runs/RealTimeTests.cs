using Xunit;

namespace Chaos.Tests.Runs;

public sealed class RealTimeTests
{
    [Fact]
    public async Task No_operation_is_lost_or_invented()
    {
        var clock = new RunClock(TimeProvider.System);
        var test = StoreTest.Create(clock, 1, out var store, TimeSpan.FromSeconds(1));
        var outcome = await RealTimeRunner.RunAsync(test, clock, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Null(outcome.Failure);
        Assert.True(outcome.FinalComplete);
        var clients = outcome.History.Where(operation => operation.IsClient).ToList();
        var invocations = clients.Count(operation => operation.Type is OperationType.Invoke);
        Assert.Equal(invocations * 2, clients.Count);
        var unsent = clients.Count(operation => operation.Error?.StartsWith("no connection", StringComparison.Ordinal) is true);
        Assert.Equal(store.Received, invocations - unsent);
        var applied = clients.Count(operation => operation.Type is OperationType.Ok || operation.Error == Operation.MismatchError);
        var open = clients.Count(operation => operation.Type is OperationType.Info);
        Assert.InRange(store.Applied, applied, applied + open);
        Assert.Equal(0, store.OpenClients);
        Assert.Equal([RunPhase.Main, RunPhase.Heal, RunPhase.Recover, RunPhase.Final], outcome.Phases.Select(phase => phase.Phase));
    }
}
