using Xunit;

namespace Chaos.Tests.Runs;

/// <summary>What the scheduler promises, each in virtual time.</summary>
public sealed class SchedulingTests
{
    private static readonly Invocation Op = new("write", "k", Value.Of(1));

    [Fact]
    public void An_operation_out_of_time_is_info_its_process_retires_and_the_late_reply_is_a_note()
    {
        var seats = new List<ClientSeat>();
        var outcome = Run(clock => Test(Generators.Of(Op, Op), ScriptedClient.Opens(async (seat, invocation, _) =>
        {
            seats.Add(seat);
            if (seats.Count == 1) await Task.Delay(TimeSpan.FromSeconds(7), clock.TimeProvider, CancellationToken.None);
            else await Task.Delay(TimeSpan.FromSeconds(4), clock.TimeProvider, CancellationToken.None);
            return Completion.Ok(invocation.Value, Value.Of(99));
        })) with
        { Concurrency = 1, OperationDeadline = TimeSpan.FromSeconds(5) });

        var entries = Clients(outcome, withNotes: true);
        Assert.Equal(
            [(0, OperationType.Invoke), (0, OperationType.Info), (1, OperationType.Invoke), (0, OperationType.Note), (1, OperationType.Ok)],
            entries.Select(entry => (entry.Process, entry.Type)));
        Assert.Equal("timeout", entries[1].Error);
        Assert.Equal(5_000_000_000, entries[1].TimeNs);
        Assert.Equal(Op.Value, entries[1].Value);
        Assert.Equal(("late reply: ok", 7_000_000_000L, Value.Of(99)), (entries[3].Error, entries[3].TimeNs, entries[3].Evidence));
        Assert.Equal([new ClientSeat(0, 0, "n1"), new ClientSeat(1, 0, "n1")], seats);
    }

    [Fact]
    public void A_client_that_throws_is_info_and_one_that_cannot_be_opened_is_fail()
    {
        var opened = 0;
        OpenClient open = (_, _) => ++opened <= 2
            ? throw new IOException("refused")
            : ValueTask.FromResult<IClient>(new ScriptedClient((_, _) => throw new IOException("reset")));
        var outcome = Run(_ => Test(Generators.Of(Op, Op, Op, Op), open) with { Concurrency = 1 });
        Assert.Equal(
            [(0, "no connection: IOException: refused"), (0, "no connection: IOException: refused"),
                (0, "IOException: reset"), (1, "IOException: reset")],
            Clients(outcome).Where(entry => entry.Type is not OperationType.Invoke).Select(entry => (entry.Process, entry.Error!)));
        Assert.Equal(
            [OperationType.Fail, OperationType.Fail, OperationType.Info, OperationType.Info],
            Clients(outcome).Where(entry => entry.Type is not OperationType.Invoke).Select(entry => entry.Type));
        Assert.Equal(4, opened);
    }

    [Fact]
    public void Due_operations_queue_when_all_processes_are_busy_and_keep_their_intended_start()
    {
        var outcome = Run(clock => Test(
            Generators.Endless((n, _) => Op with { Value = Value.Of(n) }).Limit(10).FixedRate(10),
            ScriptedClient.Opens(async (_, invocation, _) =>
            {
                await Task.Delay(TimeSpan.FromSeconds(1), clock.TimeProvider, CancellationToken.None);
                return Completion.Ok(invocation.Value);
            })) with
        { Concurrency = 2 });
        var invocations = Clients(outcome).Where(entry => entry.Type is OperationType.Invoke).ToList();
        Assert.Equal(Enumerable.Range(1, 10).Select(i => (long?)(i * 100_000_000L)), invocations.Select(entry => entry.DueNs));
        Assert.Equal(100_000_000, invocations[0].TimeNs);
        Assert.Equal(4_100_000_000, invocations[8].TimeNs);
        Assert.Equal(10, outcome.History.Count(entry => entry.Type is OperationType.Ok));
    }

    [Fact]
    public void Every_invocation_is_with_the_kernel_before_the_client_sees_it()
    {
        using var stream = new MemoryStream();
        var missing = 0;
        Run(
            _ => Test(Generators.Endless((n, _) => Op with { Value = Value.Of(n) }).Limit(200), ScriptedClient.Opens((_, invocation, _) =>
            {
                using var written = new MemoryStream(stream.ToArray());
                if (!HistoryFile.Read(written).History.Any(entry => entry.Value == invocation.Value)) missing++;
                return ValueTask.FromResult(Completion.Ok(invocation.Value));
            })),
            _ => new Journal(stream, new HistoryHeader { RunId = "r", WallAtStart = DateTimeOffset.UnixEpoch }));
        Assert.Equal(0, missing);
    }

    [Fact]
    public void Free_processes_are_drawn_evenly_and_differently_for_another_seed()
    {
        var one = Threads(1);
        Assert.NotEqual(one, Threads(2));
        Assert.All(one.GroupBy(process => process).Select(group => group.Count()), count => Assert.InRange(count, 150, 250));

        static int[] Threads(ulong seed) => Clients(Run(clock => Test(
                Generators.Endless((_, _) => Op).Limit(1_000).FixedRate(100),
                ScriptedClient.Opens((_, _, _) => ValueTask.FromResult(Completion.Ok(default)))) with
        { Concurrency = 5, Seed = seed }))
            .Where(entry => entry.Type is OperationType.Invoke).Select(entry => entry.Process).ToArray();
    }

    [Fact]
    public void A_generator_can_choose_the_thread_and_waits_for_it()
    {
        var outcome = Run(clock => Test(
            Generators.OnThreads(Enumerable.Range(0, 9).Select(i => (Op with { Value = Value.Of(i) }, i % 3 == 0 ? 0 : 2))),
            ScriptedClient.Opens(async (_, _, _) =>
            {
                await Task.Delay(TimeSpan.FromSeconds(1), clock.TimeProvider, CancellationToken.None);
                return Completion.Ok(default);
            })) with
        { Concurrency = 3 });
        var invocations = Clients(outcome).Where(entry => entry.Type is OperationType.Invoke).ToList();
        Assert.Equal(9, invocations.Count);
        Assert.All(invocations, entry => Assert.Equal(entry.Value.AsInteger() % 3 == 0 ? 0 : 2, entry.Process));
    }

    [Fact]
    public void A_client_that_hangs_in_its_end_holds_nothing_up()
    {
        var outcome = Run(_ => Test(Generators.Of(Op, Op), (_, _) => ValueTask.FromResult<IClient>(new HangingClient())));
        Assert.Equal(2, outcome.History.Count(entry => entry.Type is OperationType.Info));
        Assert.Null(outcome.Failure);
    }

    internal static ChaosTest Test(IGenerator generator, OpenClient open) => new()
    {
        Name = "scripted",
        Seed = 1,
        Nodes = ["n1", "n2"],
        Concurrency = 4,
        Generator = generator,
        TimeLimit = TimeSpan.FromSeconds(60),
        OpenClient = open,
    };

    internal static List<Operation> Clients(TestOutcome outcome, bool withNotes = false) =>
        outcome.History.Where(entry => entry.IsClient || (withNotes && entry.Process >= 0)).ToList();

    private static TestOutcome Run(Func<RunClock, ChaosTest> create, Func<RunClock, Journal>? journal = null) =>
        VirtualTimeRunner.Run(create, journal);

    private sealed class HangingClient : IClient
    {
        public ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken) =>
            ValueTask.FromResult(Completion.Info("who knows"));

        public ValueTask DisposeAsync() => new(new TaskCompletionSource().Task);
    }
}
