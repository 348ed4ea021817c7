namespace Chaos.Campaigns;

/// <summary>What a session of a run sees of its backend.</summary>
internal sealed record RunSite
{
    /// <summary>The run's id. In simulation a constant.</summary>
    public required string RunId { get; init; }

    /// <summary>The run clock, and through it all timers.</summary>
    public required RunClock Clock { get; init; }

    /// <summary>Interrupts the session; signalled where the session runs.</summary>
    public required CancellationToken Stop { get; init; }

    /// <summary>
    /// Whether time is virtual: then the session stays on its thread, files may be written late, and observers do their work at once.
    /// </summary>
    public required bool IsVirtual { get; init; }

    /// <summary>Starts the cluster. The progress is told what happens.</summary>
    public required Func<IProgress<string>, CancellationToken, ValueTask<ICluster>> StartClusterAsync { get; init; }

    /// <summary>Runs a test to its end.</summary>
    public required Func<ChaosTest, Journal?, IProgress<RunProgress>, CancellationToken, Task<TestOutcome>> RunTestAsync { get; init; }

    /// <summary>Starts something that goes on beside the session.</summary>
    public required Func<Func<Task>, Task> StartBeside { get; init; }

    /// <summary>What the session has opened: closed by the backend where virtual time breaks off, so that what was written can be read.</summary>
    public List<IDisposable> Opened { get; } = [];

    /// <summary>Opens the journal of the run.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public Journal OpenJournal(string path, RunPlan plan)
    {
        var header = new HistoryHeader
        {
            RunId = RunId,
            WallAtStart = Clock.WallAtStart,
            Workload = plan.Workload.Name,
            Model = plan.Load.Model,
        };
        return IsVirtual ? new(DeferredStream.Create(path), header) : Journal.Create(path, header);
    }
}
