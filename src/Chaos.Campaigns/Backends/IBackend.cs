namespace Chaos.Campaigns;

/// <summary>Where the nodes of a run live, and which kind of time passes there. Everything else of a run is the same.</summary>
internal interface IBackend : IDisposable
{
    /// <summary>Versions of what it brings, for <c>run.json</c>.</summary>
    IReadOnlyDictionary<string, string> Versions { get; }

    /// <summary>Finds out which faults can be had.</summary>
    ValueTask<IFaultSupport> ProbeFaultsAsync(CancellationToken stop);

    /// <summary>What is to be done before the first run: tidying up after others.</summary>
    ValueTask PrepareAsync(IProgress<string> progress, CancellationToken stop);

    /// <summary>Runs a session in its kind of time, to the end.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="session">The session; everything that it waits for must come from its site.</param>
    /// <param name="stop">Interrupts.</param>
    Task<T> RunAsync<T>(RunPlan plan, Func<RunSite, Task<T>> session, CancellationToken stop);
}
