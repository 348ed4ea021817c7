using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>Makes the runs of a suite. Whatever happens to a run, the suite goes on; so nothing here throws for it.</summary>
public interface IRunLauncher
{
    /// <summary>Makes a run and tells its end. A process that hangs, dies or gives no answer is a harness failure with a reason.</summary>
    /// <param name="order">What to run.</param>
    /// <param name="stop">Asks for an orderly end: the run then tells <see cref="HarnessState.Interrupted"/>.</param>
    Task<CellRun> RunAsync(RunOrder order, CancellationToken stop);

    /// <summary>
    /// Tells the end of a run that was cut off together with the suite: what it had told already, or what its files prove. Null where
    /// they prove nothing, so that it must be repeated.
    /// </summary>
    /// <param name="order">The run.</param>
    /// <param name="stop">Gives up.</param>
    Task<CellRun?> RecoverAsync(RunOrder order, CancellationToken stop);

    /// <summary>Leaves the results and the report of a run and removes its other files.</summary>
    /// <param name="order">The run.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>Whether only the summary is left.</returns>
    Task<bool> ReduceAsync(RunOrder order, CancellationToken stop);
}
