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
        VirtualTime.Run(time => CreateAndRunAsync(time, create, openJournal));

    /// <summary>Runs a test to its end inside a program of virtual time.</summary>
    /// <param name="time">The virtual time; the caller runs on its thread.</param>
    /// <param name="test">What to do.</param>
    /// <param name="clock">The run clock, started before on that time.</param>
    /// <param name="journal">Where every entry is written; null keeps the history in memory only.</param>
    /// <param name="cancellationToken">Interrupts; it must be signalled on the thread of virtual time.</param>
    /// <exception cref="UsageException">The test makes no sense.</exception>
    public static async Task<TestOutcome> RunAsync(
        VirtualTime time, ChaosTest test, RunClock clock, Journal? journal, CancellationToken cancellationToken)
    {
        using var loop = new RunLoop(test, clock, journal, new VirtualTimeDispatcher(time), progress: null);
        return await loop.RunAsync(cancellationToken);
    }

    private static async Task<TestOutcome> CreateAndRunAsync(
        VirtualTime time, Func<RunClock, ChaosTest> create, Func<RunClock, Journal>? openJournal)
    {
        var clock = new RunClock(time);
        var test = create(clock);
        using var journal = openJournal?.Invoke(clock);
        return await RunAsync(time, test, clock, journal, CancellationToken.None);
    }
}
