using System.Diagnostics;

namespace Chaos.Cli;

/// <summary>Prints progress to stderr, each line with the seconds since the start.</summary>
internal sealed class StderrProgress : IProgress<string>
{
    private readonly Stopwatch elapsed = Stopwatch.StartNew();

    public void Report(string value) => Console.Error.WriteLine($"{elapsed.Elapsed.TotalSeconds,6:0.0} s  {value}");
}
