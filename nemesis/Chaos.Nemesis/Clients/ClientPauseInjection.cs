namespace Chaos.Nemeses;

/// <summary>
/// A worker and its keep-alives stand still. The proof: what it was told to do was held up, and no answer reached it while the pause was
/// in force.
/// </summary>
internal sealed class ClientPauseInjection(IReadOnlyList<int> workers) : ClientInjection(workers)
{
    private ClientUse[] paused = [];

    public override async ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        paused = Inspect(context);
        return await ShowsAsync(context, AtBegin, (before, now) => now.Held > before.Held, cancellationToken)
            ? new(true, $"{Names} stood still with an operation held up")
            : new(false, $"{Names} had nothing to do that a pause could hold up");
    }

    public override ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var reached = Inspect(context).Zip(paused).Sum(pair => pair.First.Answered - pair.Second.Answered);
        return new(new Measurement(reached == 0, $"{reached} answers reached {Names} before the end of the pause"));
    }

    public override async ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken) =>
        await ShowsAsync(context, paused, (before, now) => now.Answered > before.Answered, cancellationToken)
            ? new(true, "then it went on")
            : new(true, "it was let go, and no answer had reached it 3 s later");

    protected override ValueTask<EffectTime> StrikeAsync(IClientFaults clients, int worker, CancellationToken cancellationToken) =>
        clients.PauseAsync(worker, cancellationToken);

    protected override ValueTask<EffectTime> RelieveAsync(IClientFaults clients, int worker, CancellationToken cancellationToken) =>
        clients.ResumeAsync(worker, cancellationToken);
}
