namespace Chaos.Benchmarks;

/// <summary>
/// The matrix of lengths, clients and crashed shares on one register: time and peak memory of the check for each cell, and of another
/// checker where one is given. With several seeds a summary follows: the median and the worst of each shape.
/// </summary>
internal sealed class CheckerMatrix
{
    private readonly Dictionary<LoadShape, List<(double CpuSeconds, ulong Seed)>> summary = [];
    private readonly double limitSeconds;
    private readonly Peer? peer;
    private int failures;

    private CheckerMatrix(double limitSeconds, Peer? peer)
    {
        this.limitSeconds = limitSeconds;
        this.peer = peer;
    }

    /// <summary>Runs the cells that the options name; returns 1 when a cell has no right verdict.</summary>
    public static int Run(Flags flags)
    {
        var limit = flags.Number("--limit", 60);
        var matrix = new CheckerMatrix(limit, Peer.Of(flags));
        var peerHead = matrix.peer is null ? "" : " peer | peer s | peer cpu s | ratio |";
        Console.WriteLine($"| seed | n | clients | crashed | {CheckerCell.Head}{peerHead}");
        Console.WriteLine($"|---|---|---|---|---|---|---|---|---|---|{(matrix.peer is null ? "" : "---|---|---|---|")}");
        foreach (var length in flags.Numbers("--lengths", "1000,10000,100000,1000000"))
            foreach (var count in flags.Numbers("--clients", "5,10,20,50"))
                foreach (var crashed in flags.Numbers("--crashed", "0,1,5"))
                    foreach (var seed in flags.Numbers("--seeds", "1"))
                        matrix.Cell((ulong)seed, new LoadShape(
                            (int)length, (int)count, crashed / 100, (int)flags.Number("--values", 5), flags.Has("--stale")));
        matrix.Summarise();
        return matrix.failures == 0 ? 0 : 1;
    }

    private void Cell(ulong seed, LoadShape shape)
    {
        using var file = new HistoryWriter(RegisterLoad.Run(shape, seed));
        var cell = CheckerCell.Measure(file.Path, limitSeconds);
        var answer = peer?.Check(file.Path, limitSeconds).Cells(cell?.CpuSeconds ?? 0);
        Console.WriteLine(
            $"| {seed} | {shape.Operations} | {shape.Clients} | {shape.CrashedShare:0%} | {cell?.Cells ?? "died | | | | | |"}"
            + (answer is null ? "" : $" {answer}"));
        if (cell?.Verdict is "unknown") Console.WriteLine($"  {cell.Reason}");
        if (cell?.Verdict != (shape.IsStale ? "invalid" : "valid")) failures++;
        if (cell is null) return;
        if (!summary.TryGetValue(shape, out var times)) summary[shape] = times = [];
        times.Add((cell.CpuSeconds, seed));
    }

    private void Summarise()
    {
        if (summary.Values.Any(times => times.Count > 1))
        {
            Console.WriteLine("\n| n | clients | crashed | seeds | median cpu s | worst cpu s | its seed |\n|---|---|---|---|---|---|---|");
            foreach (var (shape, times) in summary)
            {
                times.Sort();
                Console.WriteLine(
                    $"| {shape.Operations} | {shape.Clients} | {shape.CrashedShare:0%} | {times.Count} | {times[times.Count / 2].CpuSeconds:0.0000} "
                    + $"| {times[^1].CpuSeconds:0.0000} | {times[^1].Seed} |");
            }
        }

        Console.WriteLine(failures == 0 ? "every cell has the right verdict" : $"{failures} cells without the right verdict");
    }
}
