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
    private readonly Task<string?> lastWords;

    public ChildProcess(Process process, string logFile, TimeProvider time)
    {
        this.process = process;
        this.time = time;
        outcome = ReadOutcomeAsync();
        lastWords = CopyLogAsync(logFile);
    }

    /// <summary>Waits for the end. After the limit, or when stopped, the process is asked to end, and killed where it does not.</summary>
    public async Task<ChildEnd> EndAsync(TimeSpan limit, TimeSpan grace, CancellationToken stop)
    {
        var isLate = false;
        if (!await EndsWithinAsync(limit, stop))
        {
            isLate = !stop.IsCancellationRequested;
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
        var words = await OrNull(lastWords, patience.Token);
        // What was told after an end that the limit forced is the verdict of a run that was cut short: only a violation stands.
        if (isLate && told?.Verdict is not Verdict.Invalid)
            return new(null, process.ExitCode, $"The run did not end within its deadline of {Durations.Format(limit)} and was ended.{Said(words)}");
        return new(told, process.ExitCode, $"The run's process ended without an outcome, {Exit(process.ExitCode)}.{Said(words)}");
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

    private static string Said(string? words) => words is null ? "" : $" Its last words: {words}";

    private static async Task<T?> OrNull<T>(Task<T?> task, CancellationToken patience)
        where T : class
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

    private async Task<string?> CopyLogAsync(string path)
    {
        string? last = null;
        var log = TryOpen(path);
        try
        {
            while (await process.StandardError.ReadLineAsync() is { } line)
            {
                if (line.Trim() is { Length: > 0 } said && !said.StartsWith("at ", StringComparison.Ordinal)) last = said;
                log = await TryWriteAsync(log, line);
            }
        }
        finally
        {
            if (log is not null) await TryWriteAsync(log, null);
        }

        return last is { Length: > KeptLine } ? last[..KeptLine] : last;
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
    private static async Task<StreamWriter?> TryWriteAsync(StreamWriter? log, string? line)
    {
        try
        {
            if (line is null) await log!.DisposeAsync();
            else if (log is not null) await log.WriteLineAsync(line);
            return line is null ? null : log;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
