using System.Diagnostics;

namespace Chaos.Benchmarks;

/// <summary>How long a large history takes to write and to read, and what reading it allocates.</summary>
internal static class HistoryBenchmark
{
    private const int Processes = 10;

    public static int Run(int operations)
    {
        var path = Path.Combine(Path.GetTempPath(), $"chaos-benchmark-{Environment.ProcessId}.jsonl");
        try
        {
            var watch = Stopwatch.StartNew();
            Write(path, operations);
            var megabytes = new FileInfo(path).Length / 1e6;
            Console.WriteLine($"written: {operations} operations, {megabytes:F0} MB in {watch.Elapsed.TotalSeconds:F2} s");
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            watch.Restart();
            var stored = HistoryFile.Read(path);
            watch.Stop();
            allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
            Console.WriteLine(
                $"read: {stored.History.Count} entries in {watch.Elapsed.TotalSeconds:F2} s ({megabytes / watch.Elapsed.TotalSeconds:F0} MB/s), "
                + $"{allocated / 1e6:F0} MB allocated");
            return 0;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Write(string path, int operations)
    {
        using var journal = Journal.Create(path, new HistoryHeader { RunId = "benchmark", WallAtStart = DateTimeOffset.UnixEpoch });
        for (var i = 0; i < operations; i++)
        {
            var invocation = new Operation
            {
                Index = 2L * i,
                TimeNs = 10_000L * i,
                Process = i % Processes,
                Type = OperationType.Invoke,
                F = RegisterOperations.Write,
                Key = $"k{i / 200}",
                Value = Value.Of(i),
                Node = "n1",
                DueNs = 10_000L * i,
            };
            journal.Append(invocation);
            journal.Append(invocation with { Index = (2L * i) + 1, TimeNs = (10_000L * i) + 5_000, Type = OperationType.Ok });
            if (journal.IsFull) journal.Flush();
        }

        journal.Flush();
    }
}
