namespace Chaos;

/// <summary>Runs a test in real time, its clients and nemeses on the thread pool.</summary>
public static class RealTimeRunner
{
    /// <summary>Runs a test to its end.</summary>
    /// <param name="test">What to do.</param>
    /// <param name="clock">The run clock, started before; its time provider drives all deadlines.</param>
    /// <param name="journal">Where every entry is written before it takes effect; null keeps the history in memory only.</param>
    /// <param name="progress">Told about once a second where the run is, on the scheduler's thread.</param>
    /// <param name="cancellationToken">Interrupts: no new operations, those in flight end, then healing.</param>
    /// <returns>How it went. Failures of the harness are part of the outcome.</returns>
    /// <exception cref="UsageException">The test makes no sense.</exception>
    public static async Task<TestOutcome> RunAsync(
        ChaosTest test,
        RunClock clock,
        Journal? journal = null,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        using var loop = new RunLoop(test, clock, journal, new ThreadPoolDispatcher(), progress);
        return await Task.Run(() => loop.RunAsync(cancellationToken), CancellationToken.None);
    }
}
