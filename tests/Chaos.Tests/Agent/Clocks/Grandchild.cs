using System.Diagnostics;
using System.Globalization;

namespace Chaos.Tests.Agent;

/// <summary>
/// A process that is the child of a shell. A child of this process would not do: .NET collects news of its children, and with them
/// those that a tracer waits for.
/// </summary>
internal sealed class Grandchild : IDisposable
{
    private const string Script = "exec 3<&0; \"$@\" <&3 >/dev/null & echo $!; wait $!; echo $?";
    private readonly Process shell;

    public Grandchild(string program, params string[] arguments)
    {
        shell = Process.Start(new ProcessStartInfo(
            "sh", ["-c", Script, "sh", program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Id = Number();
        SpinWait.SpinUntil(IsItself);
    }

    public int Id { get; }

    /// <summary>An empty line on its standard input.</summary>
    public void Line()
    {
        shell.StandardInput.Write('\n');
        shell.StandardInput.Flush();
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public int ExitCode() => Number();

    public void Dispose()
    {
        shell.Kill(entireProcessTree: true);
        shell.WaitForExit();
        shell.Dispose();
    }

    // Until its exec it is a copy of the shell; in the middle of that it has no command line.
    private bool IsItself() => !File.Exists($"/proc/{Id}/cmdline")
        || (File.ReadAllText($"/proc/{Id}/cmdline") is { Length: > 0 } command
            && !command.StartsWith($"sh\0-c\0{Script}", StringComparison.Ordinal));

    private int Number() => int.Parse(shell.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
}
