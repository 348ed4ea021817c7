using System.Diagnostics;
using Chaos.Checking;

namespace Chaos.Benchmarks;

/// <summary>Check times of the etcd logs and the key-value logs of Porcupine's corpus, in one warm process.</summary>
internal static class CheckerCorpus
{
    private const int Rounds = 5;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Checks all files several times; the median round counts.</summary>
    /// <param name="directory">The directory that holds <c>porcupine/</c>.</param>
    /// <param name="flags">A peer for comparison.</param>
    public static int Run(string directory, Flags flags)
    {
        Measure(directory, "jepsen", new RegisterModel(), Peer.Of(flags));
        Measure(directory, "kv", new KeyValueModel(), Peer.Of(flags));
        return 0;
    }

    private static void Measure(string directory, string folder, IModel model, Peer? peer)
    {
        var files = Directory.GetFiles(Path.Combine(directory, "porcupine", folder))
            .Where(file => new FileInfo(file).Length > 0).Order(StringComparer.Ordinal).ToArray();
        var histories = Array.ConvertAll(files, file => HistoryImport.Read(file).History);
        var rounds = new List<(double TotalMs, double WorstMs, string Worst)>();
        for (var round = 0; round < Rounds; round++)
        {
            var times = histories.Select(history => Check(history, model)).ToArray();
            rounds.Add((times.Sum(), times.Max(), Path.GetFileName(files[Array.IndexOf(times, times.Max())])));
        }

        var cold = rounds[0].TotalMs;
        rounds.Sort();
        var (total, worst, name) = rounds[rounds.Count / 2];
        Console.WriteLine(
            $"{folder}: {files.Length} files in {total:F2} ms (median of {Rounds} rounds; the first {cold:F0} ms), worst {worst:F2} ms ({name})");
        if (peer is null) return;
        var answers = Array.ConvertAll(histories, history => Ask(peer, history));
        var slowest = answers.MaxBy(answer => answer.Seconds)!;
        Console.WriteLine(
            $"  peer: {answers.Sum(answer => answer.Seconds) * 1000:F2} ms, worst {slowest.Seconds * 1000:F2} ms "
            + $"({Path.GetFileName(files[Array.IndexOf(answers, slowest)])})");
    }

    private static PeerAnswer Ask(Peer peer, History history)
    {
        using var file = new HistoryWriter(history);
        return peer.Check(file.Path, Limit.TotalSeconds);
    }

    private static double Check(History history, IModel model)
    {
        var watch = Stopwatch.StartNew();
        var result = new LinearizabilityChecker(model)
            .Check(new Evidence(history, [], []), new CheckBudget { TimeLimit = Limit }, CancellationToken.None);
        if (result.Verdict is Verdict.Unknown && watch.Elapsed > Limit) Console.WriteLine(result.Reason);
        return watch.Elapsed.TotalMilliseconds;
    }
}
