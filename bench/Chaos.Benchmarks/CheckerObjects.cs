using System.Diagnostics;
using System.Globalization;
using Chaos.Checking;

namespace Chaos.Benchmarks;

/// <summary>
/// Queues, stacks, sets, logs, locks and counters of growing length, each in a process of its own: check time, processor time of it, and
/// memory. Where PolyLin's program is given, the same histories without crashed operations go to it too.
/// </summary>
internal static class CheckerObjects
{
    private const int Runs = 5;
    private const int WarmUpOperations = 3_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly Dictionary<string, string> PolyLinWords = new()
    {
        ["enqueue"] = "enq",
        ["dequeue"] = "deq",
        ["push"] = "push",
        ["pop"] = "pop",
        ["add"] = "insert",
        ["remove"] = "remove",
        ["contains"] = "contains",
    };

    /// <summary>Runs the cells that the options name; returns 1 when a verdict is wrong.</summary>
    public static int Run(string[] arguments)
    {
        var kinds = List(arguments, "--types", string.Join(',', AtomicObject.Kinds));
        var lengths = List(arguments, "--lengths", "1000,10000,100000,1000000");
        var shares = List(arguments, "--crashed", "0,1,5");
        var clients = List(arguments, "--clients", "20")[0];
        var seed = List(arguments, "--seed", "7")[0];
        var polylin = List(arguments, "--polylin", "")[0];
        Console.WriteLine("| type | n | crashed | history | verdict | engine | check s | processor s | check MB | peak MB | PolyLin |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        var failures = 0;
        foreach (var kind in kinds)
            foreach (var length in lengths)
                foreach (var share in shares)
                    foreach (var isBroken in new[] { false, true })
                        if (!Cell([kind, length, clients, share, seed, isBroken ? "broken" : "true", polylin])) failures++;
        Console.WriteLine(failures == 0 ? "every verdict right" : $"{failures} cells without the right verdict");
        return failures == 0 ? 0 : 1;
    }

    /// <summary>One cell, in a process of its own.</summary>
    public static int Child(string[] cell)
    {
        var (kind, isBroken) = (cell[0], cell[5] == "broken");
        var model = ModelCatalog.Find(kind);
        for (var warm = 0UL; warm < 30; warm++) Check(new History(ObjectLoad.Run(kind, new LoadShape(WarmUpOperations, 20, 0.01), warm)), model);
        var history = HistoryFile.Read(cell[7]).History;
        GC.Collect();
        var before = GC.GetTotalAllocatedBytes();
        var (times, cpu) = (new List<double>(), new List<double>());
        CheckResult result;
        long allocated = 0;
        do
        {
            var (watch, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            result = Check(history, model);
            times.Add(watch.Elapsed.TotalSeconds);
            cpu.Add((Environment.CpuUsage.TotalTime - processor).TotalSeconds);
            if (times.Count == 1) allocated = GC.GetTotalAllocatedBytes() - before;
        }
        while (times.Count < Runs && times.Sum() < 10);
        times.Sort();
        cpu.Sort();
        using var self = Process.GetCurrentProcess();
        var isRight = result.Verdict == (isBroken ? Verdict.Invalid : Verdict.Valid);
        var peer = cell[6].Length > 0 && cell[3] == "0" && kind is "queue" or "stack" or "set" ? PolyLin(cell[6], kind, history) : "";
        Console.WriteLine(
            $"| {kind} | {cell[1]} | {cell[3]}% | {cell[5]} | {result.Verdict.ToString().ToLowerInvariant()} | {result.Details["engine"]} "
            + $"| {Seconds(times[times.Count / 2])} | {Seconds(cpu[cpu.Count / 2])} | {allocated >> 20} | {self.PeakWorkingSet64 >> 20} | {peer} |");
        if (!isRight) Console.WriteLine($"  {result.Reason}");
        if (isBroken && result.Anomalies is [var anomaly, ..])
            Console.WriteLine($"  {anomaly.Explanation?.Confirmation}, {anomaly.Operations.Count}: {anomaly.Sentence}");
        return isRight ? 0 : 1;
    }

    private static bool Cell(string[] cell)
    {
        var entries = ObjectLoad.Run(cell[0], new LoadShape(Int(cell[1]), Int(cell[2]), Int(cell[3]) / 100.0), (ulong)Int(cell[4]));
        using var file = new HistoryWriter(cell[5] == "broken" ? BrokenLoad.Of(cell[0], entries) : entries);
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["checker-object", .. cell, file.Path]))!;
        child.WaitForExit();
        return child.ExitCode == 0;
    }

    private static CheckResult Check(History history, IModel model) => new LinearizabilityChecker(model).Check(
        new Evidence(history, [], []), new CheckBudget { TimeLimit = Limit, Parallelism = 1 }, CancellationToken.None);

    // Its own format: the positions in the history are the times.
    private static string PolyLin(string program, string kind, History history)
    {
        var path = Path.Combine(Path.GetTempPath(), $"chaos-polylin-{Environment.ProcessId}.txt");
        using (var file = new StreamWriter(path))
        {
            file.WriteLine($"# {kind}");
            for (var i = 0; i < history.Count; i++)
            {
                if (history.CompletionOf(i) is not (>= 0 and var end)) continue;
                var (f, result) = (history[i].F, history[end].Value);
                var text = result.IsNull ? "-1" : result.ToString();
                if (kind == "set") text = $"{result.AsList()[0]} {(result.AsList()[1].AsText() == "true" ? 1 : 0)}";
                file.WriteLine($"{PolyLinWords[f]} {text} {i + 1} {end + 1}");
            }
        }

        var before = ChildrenSeconds();
        using var child = Process.Start(new ProcessStartInfo(program, ["-t", path]) { RedirectStandardOutput = true })!;
        var output = child.StandardOutput.ReadToEnd().Trim();
        child.WaitForExit();
        File.Delete(path);
        return string.Create(CultureInfo.InvariantCulture, $"{output}; process {ChildrenSeconds() - before:0.00} s");
    }

    // Processor time of the children that have ended, from the kernel: fields 16 and 17 of stat, in hundredths of a second.
    private static double ChildrenSeconds()
    {
        var fields = File.ReadAllText("/proc/self/stat").Split(") ")[1].Split(' ');
        return (double.Parse(fields[13], CultureInfo.InvariantCulture) + double.Parse(fields[14], CultureInfo.InvariantCulture)) / 100;
    }

    private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Seconds(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string[] List(string[] arguments, string name, string otherwise)
    {
        var at = Array.IndexOf(arguments, name);
        return (at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : otherwise).Split(',');
    }
}
