using System.Diagnostics;
using System.Globalization;

namespace Chaos.Benchmarks;

/// <summary>
/// Another checker, for comparison: a program that takes one of our history files and a limit in seconds, and prints on its last line its
/// verdict, the milliseconds of its check without reading, and of those the processor time: <c>valid 12.5 20.1</c>.
/// </summary>
internal sealed class Peer(string program)
{
    private static readonly TimeSpan Reading = TimeSpan.FromMinutes(2);

    /// <summary>The peer that the options name; null for none.</summary>
    public static Peer? Of(Flags flags) => flags.Text("--peer") is { } program ? new Peer(program) : null;

    /// <summary>Lets it check a file; what it says, or why it said nothing.</summary>
    public PeerAnswer Check(string path, double limitSeconds)
    {
        using var child = Process.Start(new ProcessStartInfo(program, [path, limitSeconds.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var last = "";
        child.OutputDataReceived += (_, line) => last = string.IsNullOrWhiteSpace(line.Data) ? last : line.Data;
        child.BeginOutputReadLine();
        child.BeginErrorReadLine();
        if (!child.WaitForExit(TimeSpan.FromSeconds(limitSeconds) + Reading))
        {
            child.Kill(entireProcessTree: true);
            return new PeerAnswer("no answer", 0, 0);
        }

        child.WaitForExit(); // also for its output
        var words = last.Split(' ');
        return words.Length == 3 && child.ExitCode == 0
            ? new PeerAnswer(words[0], Seconds(words[1]), Seconds(words[2]))
            : new PeerAnswer($"exit {child.ExitCode}", 0, 0);
    }

    private static double Seconds(string milliseconds) => double.Parse(milliseconds, CultureInfo.InvariantCulture) / 1000;
}
