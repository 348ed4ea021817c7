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

    [Fact]
    public async Task Clients_that_never_answer_run_out_of_time_and_an_interrupted_run_still_heals()
    {
        var clock = new RunClock(TimeProvider.System);
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var opened = 0;
        var healed = 0;
        var test = SchedulingTests.Test(
            Generators.Endless((n, _) => RegisterOperations.WriteOf("k", n)),
            (_, _) =>
            {
                if (Interlocked.Increment(ref opened) == 12) interrupt.Cancel();
                return ValueTask.FromResult<IClient>(
                    new ScriptedClient((_, _) => new ValueTask<Completion>(new TaskCompletionSource<Completion>().Task)));
            }) with
        {
            OperationDeadline = TimeSpan.FromMilliseconds(20),
            Nemeses =
            [
                new NemesisLane
                {
                    Name = "none",
                    Generator = Generators.None,
                    InvokeAsync = (_, _) => ValueTask.FromResult(Completion.Ok(default)),
                    HealAsync = _ =>
                    {
                        healed++;
                        return default;
                    },
                },
            ],
        };
        var outcome = await RealTimeRunner.RunAsync(test, clock, cancellationToken: interrupt.Token);
        Assert.True(outcome.Interrupted);
        Assert.Null(outcome.Failure);
        Assert.Equal(1, healed);
        var entries = SchedulingTests.Clients(outcome);
        Assert.InRange(entries.Count(entry => entry.Error == "timeout"), 12, 30);
        Assert.Equal(entries.Count, entries.Count(entry => entry.Error == "timeout") * 2);
        Assert.Equal(opened, entries.Select(entry => entry.Process).Distinct().Count());
    }
}
