using System.Diagnostics;
using System.Globalization;

namespace Chaos.Benchmarks;

/// <summary>
/// The matrix of lengths, clients and crashed shares on one cas register with five values: time and peak memory of the check for each
/// cell, and of Porcupine where a program is given that takes a history file and prints its verdict.
/// </summary>
internal sealed class CheckerMatrix
{
    private static readonly double[] Shares = [0, 0.01, 0.05];
    private readonly double limitSeconds;
    private readonly string? porcupine;

    private CheckerMatrix(double limitSeconds, string? porcupine)
    {
        this.limitSeconds = limitSeconds;
        this.porcupine = porcupine;
    }

    /// <summary>Runs the cells that the options name; returns 1 when a cell has no right verdict.</summary>
    public static int Run(string[] arguments)
    {
        var seeds = List(arguments, "--seeds", "1").ConvertAll(ulong.Parse);
        var lengths = List(arguments, "--lengths", "1000,10000,100000,1000000").ConvertAll(int.Parse);
        var clients = List(arguments, "--clients", "5,10,20,50").ConvertAll(int.Parse);
        var limit = double.Parse(List(arguments, "--limit", "60")[0], CultureInfo.InvariantCulture);
        var matrix = new CheckerMatrix(limit, List(arguments, "--porcupine", "").Find(path => path.Length > 0));
        Console.WriteLine("| seed | n | clients | crashed | verdict | check s | read s | peak MB | configurations | porcupine s |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        var failures = 0;
        foreach (var seed in seeds)
            foreach (var length in lengths)
                foreach (var count in clients)
                    foreach (var share in Shares)
                        if (!matrix.Cell(seed, new LoadShape(length, count, share))) failures++;
        Console.WriteLine(failures == 0 ? "every cell valid" : $"{failures} cells without the verdict valid");
        return failures == 0 ? 0 : 1;
    }

    private bool Cell(ulong seed, LoadShape shape)
    {
        using var file = new HistoryWriter(RegisterLoad.Run(shape, seed));
        string[] fields;
        using (var child = Start(Environment.ProcessPath!, "checker-cell", file.Path, limitSeconds.ToString(CultureInfo.InvariantCulture)))
        {
            fields = child.StandardOutput.ReadToEnd().Trim().Split('\t');
            child.WaitForExit();
        }

        var peer = porcupine is null ? "" : Peer(file.Path);
        var isDone = fields is ["valid", ..];
        Console.WriteLine(fields.Length < 6
            ? $"| {seed} | {shape.Operations} | {shape.Clients} | {shape.CrashedShare:0%} | died | | | | | {peer} |"
            : $"| {seed} | {shape.Operations} | {shape.Clients} | {shape.CrashedShare:0%} | {fields[0]} | {Seconds(fields[1])} "
                + $"| {Seconds(fields[2])} | {fields[3]} | {fields[4]} | {peer} |");
        if (!isDone && fields.Length >= 6) Console.WriteLine($"  {fields[5]}");
        return isDone;
    }

    private string Peer(string path)
    {
        var watch = Stopwatch.StartNew();
        using var child = Start(porcupine!, path);
        if (!child.WaitForExit(TimeSpan.FromSeconds(limitSeconds)))
        {
            child.Kill();
            return $"> {limitSeconds:0}";
        }

        return child.ExitCode == 0 ? watch.Elapsed.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture) : $"exit {child.ExitCode}";
    }

    private static string Seconds(string text) =>
        double.Parse(text, CultureInfo.InvariantCulture).ToString("0.0000", CultureInfo.InvariantCulture);

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;

    private static List<string> List(string[] arguments, string name, string otherwise)
    {
        var at = Array.IndexOf(arguments, name);
        return [.. (at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : otherwise).Split(',')];
    }
}
