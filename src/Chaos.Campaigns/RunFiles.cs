namespace Chaos.Campaigns;

/// <summary>
/// The files that grow during a run, apart from the journal: observations and schedule. When one of them cannot be written any
/// more (a full disk), nothing further is written and <see cref="Broken"/> asks the run for a controlled stop. Safe for many threads.
/// </summary>
internal sealed class RunFiles : IFaultLog, IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource broken = new();
    private readonly ObservationsFile observations;
    private readonly ScheduleFile schedule;

    public RunFiles(RunDirectory directory)
    {
        observations = ObservationsFile.Open(directory.ObservationsFile);
        schedule = ScheduleFile.Open(directory.ScheduleFile);
    }

    /// <summary>Signalled when a file cannot be written.</summary>
    public CancellationToken Broken => broken.Token;

    /// <summary>Why a file cannot be written; null while all can.</summary>
    public string? Failure { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<FaultRecord> Faults => schedule.Faults;

    /// <summary>Writes an observation.</summary>
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
