namespace Chaos.Nemeses;

/// <summary>
/// A worker's process ends without releasing anything. The proof: an operation of it was left without an outcome, and the worker went on
/// as another process with a connection of its own.
/// </summary>
internal sealed class ClientCrashInjection(IReadOnlyList<int> workers) : ClientInjection(workers)
{
    public override async ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken) =>
        await ShowsAsync(context, AtBegin, (before, now) => now.Crashed > before.Crashed, cancellationToken)
            ? new(true, $"{Names} crashed and left an operation without an outcome")
            : new(false, $"{Names} had no process, or nothing to do, when it was to crash");

    public override async ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken) =>
        await ShowsAsync(context, AtBegin, (before, now) => now.Opened > before.Opened, cancellationToken)
            ? new(true, "and went on as another process")
            : new(false, "no other process took its place");

    public override ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken) =>
        new(new Measurement(true, "nothing is left to be undone"));

    protected override ValueTask<EffectTime> StrikeAsync(IClientFaults clients, int worker, CancellationToken cancellationToken) =>
        clients.CrashAsync(worker, cancellationToken);

    // A crash is over as soon as it happened.
    protected override ValueTask<EffectTime> RelieveAsync(IClientFaults clients, int worker, CancellationToken cancellationToken) =>
        clients.ResumeAsync(worker, cancellationToken);
}
