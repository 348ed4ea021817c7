namespace Chaos.Campaigns;

/// <summary>Turns the runner's progress into a line every five seconds, and one whenever a phase begins.</summary>
/// <param name="progress">Takes the lines.</param>
/// <param name="faults">The faults of the run.</param>
internal sealed class RunProgressLines(IProgress<string> progress, IFaultLog faults) : IProgress<RunProgress>
{
    private const long EveryNs = 5_000_000_000;
    private RunProgress last;
    private bool any;

    public void Report(RunProgress value)
    {
        if (any && value.Phase == last.Phase && value.NowNs - last.NowNs < EveryNs) return;
        any = true;
        last = value;
        var inForce = faults.Faults
            .Where(fault => fault is { Outcome: FaultOutcome.Installed, FromNs: not null, ToNs: null })
            .Select(fault => $"{fault.Nemesis} {fault.Shape} on {string.Join(",", fault.Nodes)}")
            .ToArray();
        progress.Report(
            $"{value.Phase}: {value.Ok} ok, {value.Fail} fail, {value.Info} info"
            + (inForce.Length == 0 ? "" : $"; in force: {string.Join("; ", inForce)}"));
    }
}
