namespace Chaos.Campaigns;

/// <summary>Where a run's faults and observations go.</summary>
internal interface IRunRecords : IFaultLog
{
    /// <summary>Signalled when nothing more can be recorded.</summary>
    CancellationToken Broken { get; }

    /// <summary>Why nothing more can be recorded; null while all is well.</summary>
    string? Failure { get; }

    /// <summary>Records an observation.</summary>
    void Observe(Observation seen);
}
