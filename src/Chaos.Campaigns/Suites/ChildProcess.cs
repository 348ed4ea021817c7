using System.Diagnostics;
using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>A running process of a run: followed to its end, or ended.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int KeptLine = 400;

    private readonly Process process;
    private readonly TimeProvider time;
    private readonly Task<CellRun?> outcome;
    private readonly Task log;
    private volatile string? lastWords;

    public ChildProcess(Process process, string logFile, TimeProvider time)
    {
        this.process = process;
        this.time = time;
        outcome = ReadOutcomeAsync();
        log = CopyLogAsync(logFile);
    }

    /// <summary>Waits for the end. After the limit, or when stopped, the process is asked to end, and killed where it does not.</summary>
    public async Task<ChildEnd> EndAsync(TimeSpan limit, TimeSpan grace, CancellationToken stop)
    {
        var isLate = false;
        string? words = null;
        if (!await EndsWithinAsync(limit, stop))
        {
            isLate = !stop.IsCancellationRequested;
            words = lastWords; // where it hung, not how it was ended
            await AskToStopAsync();
            if (!await EndsWithinAsync(grace, CancellationToken.None))
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }

        // Not for ever: a grandchild may hold the pipes open.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10), time);
        var told = await OrNull(outcome, patience.Token);
        await Task.WhenAny(log, Task.Delay(Timeout.InfiniteTimeSpan, time, patience.Token));
        // What was told after an end that the limit forced is the verdict of a run that was cut short: only a violation stands.
        if (isLate && told?.Verdict is not Verdict.Invalid)
            return new(null, process.ExitCode, $"The run did not end within its deadline of {Durations.Format(limit)} and was ended.{Said(words)}");
        return new(told, process.ExitCode, $"The run's process ended without an outcome, {Exit(process.ExitCode)}.{Said(words ?? lastWords)}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (process.HasExited) return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    private static string Exit(int code) => code switch
    {
        137 => "killed (exit code 137), perhaps for want of memory",
        134 => "aborted (exit code 134), perhaps for want of memory",
        _ => $"with exit code {code}",
    };

    private static string Said(string? words) =>
        words is null ? "" : $" Its last words: {(words.Length > KeptLine ? words[..KeptLine] : words)}";

    // Of a stack trace only its first line says something.
    private static bool IsTrace(string line) =>
        line.StartsWith("at ", StringComparison.Ordinal) || line.StartsWith("--- ", StringComparison.Ordinal);

    private static async Task<CellRun?> OrNull(Task<CellRun?> task, CancellationToken patience)
    {
        try
        {
            return await task.WaitAsync(patience);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task<bool> EndsWithinAsync(TimeSpan limit, CancellationToken stop)
    {
        using var timer = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, stop);
        try
        {
            await process.WaitForExitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return process.HasExited;
        }
    }

    private async Task AskToStopAsync()
    {
        try
        {
            await process.StandardInput.WriteLineAsync(ParentWatch.StopLine);
            await process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // It has just ended.
        }
    }

    private async Task<CellRun?> ReadOutcomeAsync()
    {
        CellRun? last = null;
        while (await process.StandardOutput.ReadLineAsync() is { } line) last = ChildFiles.OutcomeOf(line) ?? last;
        return last;
    }

    private async Task CopyLogAsync(string path)
    {
        var file = TryOpen(path);
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.Trim() is { Length: > 0 } said && !IsTrace(said)) lastWords = said;
            file = await TryWriteAsync(file, line);
        }

        if (file is not null) await TryWriteAsync(file, null);
    }

    private static StreamWriter? TryOpen(string path)
    {
        try
        {
            return new StreamWriter(path, append: true) { AutoFlush = true };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // A full disk costs the log, not the run. Null as a line closes it.
    private static async Task<StreamWriter?> TryWriteAsync(StreamWriter? file, string? line)
    {
        try
        {
            if (line is null) await file!.DisposeAsync();
            else if (file is not null) await file.WriteLineAsync(line);
            return line is null ? null : file;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
