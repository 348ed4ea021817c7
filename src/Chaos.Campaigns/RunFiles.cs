namespace Chaos.Campaigns;

/// <summary>
/// The files that grow during a run, apart from the journal: observations and schedule. When one of them cannot be written any
/// more (a full disk), nothing further is written and <see cref="Broken"/> asks the run for a controlled stop. Safe for many threads.
/// </summary>
internal sealed class RunFiles : IRunRecords, IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource broken = new();
    private readonly ObservationsFile observations;
    private readonly ScheduleFile schedule;

    public RunFiles(RunDirectory directory, bool late)
    {
        observations = ObservationsFile.Open(directory.ObservationsFile, late);
        schedule = ScheduleFile.Open(directory.ScheduleFile, late);
    }

    /// <inheritdoc/>
    public CancellationToken Broken => broken.Token;

    /// <inheritdoc/>
    public string? Failure { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<FaultRecord> Faults => schedule.Faults;

    /// <inheritdoc/>
    public void Observe(Observation seen) => Write(() => observations.Append(seen));

    /// <inheritdoc/>
    public void Record(FaultRecord fault) => Write(() => schedule.Record(fault));

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        observations.Dispose();
        schedule.Dispose();
        broken.Dispose();
    }

    private void Write(Action write)
    {
        lock (gate)
        {
            if (Failure is not null) return;
            try
            {
                write();
                return;
            }
            catch (IOException failure)
            {
                Failure = failure.Message;
            }
        }

        broken.Cancel();
    }
}
