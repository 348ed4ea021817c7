using Xunit;

namespace Chaos.Tests.Runs;

public sealed class VirtualTimeTests
{
    [Fact]
    public void The_same_seed_gives_the_same_history_byte_for_byte()
    {
        var first = Run(1, out var outcome, out var store);
        Assert.Null(outcome.Failure);
        Assert.True(outcome.FinalComplete);
        Assert.Equal(first, Run(1, out _, out _));
        Assert.NotEqual(first, Run(2, out _, out _));
        var operations = outcome.History.Where(operation => operation.IsClient).ToList();
        Assert.InRange(operations.Count(operation => operation.Type is OperationType.Invoke), 2_000, 3_000);
        Assert.Contains(operations, operation => operation.Type is OperationType.Info);
        Assert.Contains(operations, operation => operation.Type is OperationType.Fail);
        Assert.Equal(0, store.OpenClients);
    }

    [Fact]
    public void What_is_on_disk_is_what_is_in_memory()
    {
        var bytes = Run(3, out var outcome, out _);
        using var stream = new MemoryStream(bytes);
        var stored = HistoryFile.Read(stream);
        Assert.Equal(outcome.History, stored.History);
        Assert.Null(stored.TornLine);
        Assert.Equal(outcome.History.Count + 1, stored.Lines);
    }

    [Fact]
    public void A_program_that_waits_for_nothing_is_told_so() =>
        Assert.Throws<InvalidOperationException>(() => VirtualTime.Run(_ => new TaskCompletionSource<int>().Task));

    [Fact]
    public void A_program_that_leaves_its_thread_is_told_so() =>
        Assert.Throws<InvalidOperationException>(() => VirtualTime.Run(async time =>
        {
            using var gate = new ManualResetEventSlim();
            await using var timer = time.CreateTimer(_ => gate.Set(), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
            await Task.Run(gate.Wait);
            return 1;
        }));

    private static byte[] Run(ulong seed, out TestOutcome outcome, out MemoryStore store)
    {
        var bytes = new MemoryStream();
        MemoryStore made = null!;
        outcome = VirtualTimeRunner.Run(
            clock => StoreTest.Create(clock, seed, out made),
            clock => new Journal(bytes, new HistoryHeader { RunId = "virtual", WallAtStart = clock.WallAtStart }));
        store = made;
        return bytes.ToArray();
    }
}
