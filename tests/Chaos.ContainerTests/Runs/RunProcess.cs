using System.Diagnostics;
using System.Text;

namespace Chaos.ContainerTests.Runs;

/// <summary>The built tool, started as a user's shell would; disposing kills what is still running.</summary>
internal sealed class RunProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder progress = new();
    private readonly Task<string> output;
    private readonly Task errors;

    private RunProcess(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        errors = ReadProgressAsync();
    }

    public int Id => process.Id;

    public string Progress
    {
        get
        {
            lock (progress) return progress.ToString();
        }
    }

    public static RunProcess Start(string arguments, params (string Name, string Value)[] environment)
    {
        // A background job of a shell ignores SIGINT, and so would its children: env gives the signal back before it becomes dotnet.
        var start = new ProcessStartInfo("env") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("--default-signal=INT");
        start.ArgumentList.Add("dotnet");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Chaos.Cli.dll"));
        foreach (var argument in arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>Runs the tool to its end.</summary>
    public static async Task<RunEnd> RunAsync(
        string arguments, CancellationToken cancellationToken, params (string Name, string Value)[] environment)
    {
        await using var run = Start(arguments, environment);
        return await run.EndAsync(cancellationToken);
    }

    /// <summary>Waits for the end.</summary>
    public async Task<RunEnd> EndAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        await errors;
        return new(process.ExitCode, await output, Progress);
    }

    /// <summary>Waits until the tool says something on stderr.</summary>
    public async Task UntilItSaysAsync(string text, CancellationToken cancellationToken)
    {
        while (!Progress.Contains(text, StringComparison.Ordinal))
        {
            if (process.HasExited) throw new InvalidOperationException($"It ended without saying '{text}':\n{Progress}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>SIGKILL: no handler runs.</summary>
    public void Kill() => process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private async Task ReadProgressAsync()
    {
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            lock (progress) progress.AppendLine(line);
        }
    }
}
