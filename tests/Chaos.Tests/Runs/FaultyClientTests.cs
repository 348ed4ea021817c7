using Xunit;

namespace Chaos.Tests.Runs;

public sealed class FaultyClientTests
{
    private static readonly Invocation Read = new("read", "x", default);

    [Fact]
    public void A_paused_worker_sends_nothing_and_sees_no_answer_until_it_goes_on() => Run(async (clients, store, time) =>
    {
        var client = await clients.OpenAsync(new(0, 0, "n1"), default);
        await clients.PauseAsync(0, default);
        var held = client.InvokeAsync(Read, default).AsTask();
        await Task.Delay(TimeSpan.FromSeconds(5), time);

        Assert.Empty(store.Sent);
        Assert.Equal((0, 1), (clients.Inspect(0).Answered, clients.Inspect(0).Held));
        Assert.True(store.Opened[0].KeepAlivesPaused);

        await clients.ResumeAsync(0, default);
        Assert.Equal(OperationType.Ok, (await held).Type);
        Assert.False(store.Opened[0].KeepAlivesPaused);
        Assert.Equal(1, clients.Inspect(0).Answered);
    });

    [Fact]
    public void An_answer_that_comes_during_a_pause_is_kept_from_the_worker() => Run(async (clients, store, time) =>
    {
        store.AnswersAfter = TimeSpan.FromSeconds(1);
        var client = await clients.OpenAsync(new(0, 0, "n1"), default);
        var sent = client.InvokeAsync(Read, default).AsTask();
        await clients.PauseAsync(0, default);
        await Task.Delay(TimeSpan.FromSeconds(3), time);

        Assert.Single(store.Sent);
        Assert.False(sent.IsCompleted);
        await clients.ResumeAsync(0, default);
        Assert.Equal(OperationType.Ok, (await sent).Type);
    });

    [Fact]
    public void A_slow_link_is_slow_for_keep_alives_too_also_of_the_process_that_comes_next() => Run(async (clients, store, time) =>
    {
        await clients.OpenAsync(new(0, 0, "n1"), default);
        await clients.DelayAsync(0, TimeSpan.FromSeconds(2), default);
        await clients.OpenAsync(new(2, 0, "n1"), default);
        Assert.All(store.Opened, session => Assert.Equal(TimeSpan.FromSeconds(2), session.KeepAlivesDelayed));

        await clients.DelayAsync(0, TimeSpan.Zero, default);
        Assert.Equal(TimeSpan.Zero, store.Opened[1].KeepAlivesDelayed);
    });

    [Fact]
    public void A_worker_holds_what_it_won_until_it_gives_it_back_is_refused_or_becomes_another_process() => Run(async (clients, store, time) =>
    {
        var client = await clients.OpenAsync(new(0, 0, "n1"), default);
        foreach (var (f, fails, holds) in new[]
        {
            (LockOperations.Acquire, true, false), (LockOperations.Acquire, false, true), (LockOperations.Act, false, true),
            (LockOperations.Act, true, false), (ElectionOperations.Campaign, false, true), (ElectionOperations.Observe, true, true),
            (ElectionOperations.Resign, false, false), (LockOperations.Acquire, false, true),
        })
        {
            store.Fails = fails;
            await client.InvokeAsync(new(f, "x", default), default);
            Assert.Equal((f, holds), (f, clients.Inspect(0).Holds));
        }

        await clients.OpenAsync(new(2, 0, "n1"), default);
        Assert.False(clients.Inspect(0).Holds);
    });

    [Fact]
    public void A_crash_leaves_what_was_sent_without_an_outcome_and_releases_nothing() => Run(async (clients, store, time) =>
    {
        store.AnswersAfter = TimeSpan.FromSeconds(1);
        var client = await clients.OpenAsync(new(0, 0, "n1"), default);
        var sent = client.InvokeAsync(Read, default).AsTask();
        await clients.CrashAsync(0, default);

        Assert.Equal(OperationType.Info, (await sent).Type);
        Assert.Equal(OperationType.Info, (await client.InvokeAsync(Read, default)).Type);
        Assert.Single(store.Sent);
        await client.DisposeAsync();
        Assert.True(store.Opened[0].Abandoned);
        Assert.False(store.Opened[0].Closed);

        await using var next = await clients.OpenAsync(new(2, 0, "n1"), default);
        Assert.Equal(OperationType.Ok, (await next.InvokeAsync(Read, default)).Type);
        Assert.Equal((2, 2), (clients.Inspect(0).Opened, clients.Inspect(0).Crashed));
    });

    [Fact]
    public void A_slow_link_delays_both_ways_and_only_its_own_worker() => Run(async (clients, store, time) =>
    {
        var slow = await clients.OpenAsync(new(0, 0, "n1"), default);
        var quick = await clients.OpenAsync(new(1, 1, "n2"), default);
        await clients.DelayAsync(0, TimeSpan.FromMilliseconds(200), default);

        var start = time.GetTimestamp();
        await quick.InvokeAsync(Read, default);
        Assert.Equal(TimeSpan.Zero, time.GetElapsedTime(start));
        await slow.InvokeAsync(Read, default);
        Assert.Equal(TimeSpan.FromMilliseconds(400), time.GetElapsedTime(start));
        Assert.Equal((1, 200_000_000), (clients.Inspect(0).Delayed, clients.Inspect(0).LeastDelayNs));

        await clients.DelayAsync(0, TimeSpan.Zero, default);
        start = time.GetTimestamp();
        await slow.InvokeAsync(Read, default);
        Assert.Equal(TimeSpan.Zero, time.GetElapsedTime(start));
    });

    [Fact]
    public void What_is_given_up_while_it_is_held_was_never_sent() => Run(async (clients, store, time) =>
    {
        var client = await clients.OpenAsync(new(0, 0, "n1"), default);
        await clients.PauseAsync(0, default);
        using var givenUp = new CancellationTokenSource();
        var held = client.InvokeAsync(Read, givenUp.Token).AsTask();
        GiveUp(givenUp);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held);
        await clients.ResumeAsync(0, default);
        Assert.Empty(store.Sent);
    });

    private static void GiveUp(CancellationTokenSource givenUp) => givenUp.Cancel();

    private static void Run(Func<FaultyClients, SessionStore, VirtualTime, Task> test) => VirtualTime.Run(async time =>
    {
        var store = new SessionStore(time);
        await test(new(store.OpenAsync, ["n1", "n2"], 2, new RunClock(time)), store, time);
        return true;
    });

    private sealed class SessionStore(VirtualTime time)
    {
        public List<Invocation> Sent { get; } = [];

        public List<Session> Opened { get; } = [];

        public TimeSpan AnswersAfter { get; set; }

        public bool Fails { get; set; }

        public ValueTask<IClient> OpenAsync(ClientSeat seat, CancellationToken cancellationToken)
        {
            Opened.Add(new(this));
            return new(Opened[^1]);
        }

        public async ValueTask<Completion> AnswerAsync(Invocation invocation, CancellationToken cancellationToken)
        {
            Sent.Add(invocation);
            if (AnswersAfter > TimeSpan.Zero) await Task.Delay(AnswersAfter, time, cancellationToken);
            return Fails ? Completion.Fail("no") : Completion.Ok(default);
        }
    }

    private sealed class Session(SessionStore store) : ISessionClient
    {
        public bool KeepAlivesPaused { get; private set; }

        public bool Abandoned { get; private set; }

        public bool Closed { get; private set; }

        public ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken) =>
            store.AnswerAsync(invocation, cancellationToken);

        public void PauseKeepAlives() => KeepAlivesPaused = true;

        public void ResumeKeepAlives() => KeepAlivesPaused = false;

        public TimeSpan KeepAlivesDelayed { get; private set; }

        public void DelayKeepAlives(TimeSpan delay) => KeepAlivesDelayed = delay;

        public ValueTask AbandonAsync()
        {
            Abandoned = true;
            return default;
        }

        public ValueTask DisposeAsync()
        {
            Closed = true;
            return default;
        }
    }
}
