namespace Chaos;

/// <summary>Runs a test in virtual time: one thread, no waiting, and the same seed gives the same history byte for byte.</summary>
public static class VirtualTimeRunner
{
    /// <summary>Runs a test to its end on this thread.</summary>
    /// <param name="create">Makes the test; what it does must take its time from the clock's time provider.</param>
    /// <param name="openJournal">Makes the journal, which is disposed at the end; null keeps the history in memory only.</param>
    /// <returns>How it went. Failures of the harness are part of the outcome.</returns>
    /// <exception cref="UsageException">The test makes no sense.</exception>
    /// <exception cref="InvalidOperationException">The test waits for something that never comes, or left its thread.</exception>
    public static TestOutcome Run(Func<RunClock, ChaosTest> create, Func<RunClock, Journal>? openJournal = null) =>
        VirtualTime.Run(time => RunAsync(time, create, openJournal));

    private static async Task<TestOutcome> RunAsync(
        VirtualTime time, Func<RunClock, ChaosTest> create, Func<RunClock, Journal>? openJournal)
    {
        var clock = new RunClock(time);
        var test = create(clock);
        using var journal = openJournal?.Invoke(clock);
        using var loop = new RunLoop(test, clock, journal, new VirtualTimeDispatcher(time), progress: null);
        return await loop.RunAsync(CancellationToken.None);
    }
}
