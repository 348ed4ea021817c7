namespace Chaos.Nemeses;

/// <summary>
/// One partition. The proof is by datagrams between the agents, each direction by itself: every direction that it cuts is silent,
/// every other one works. Agents own the nodes' networks, so that they answer for killed and paused nodes as well. A direction in which
/// nothing could be sent is not proven silent.
/// </summary>
internal sealed class PartitionInjection(string faultId, FaultDraw draw, FaultBudget budget, PartitionHeal heal) : IInjection
{
    private const int Probes = 3;

    public ValueTask<string?> WhyNotNowAsync(NemesisContext context, CancellationToken cancellationToken) => new((string?)null);

    public ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken) =>
        CutProof.NetworkOf(context).CutAsync(faultId, draw.Cuts, cancellationToken);

    public async ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var proof = new CutProof(faultId, budget, context);
        await proof.ProbeAsync(draw.Cuts, Probes, cancellationToken);
        var expected = proof.Expected(draw.Cuts);
        var leaking = expected.Where(proof.Working.Contains).ToArray();
        var untried = expected.Where(link => !proof.Working.Contains(link) && !proof.Broken.Contains(link)).ToArray();
        var silent = proof.SilentBeside(draw.Cuts);
        var open = proof.Expected(proof.All.Except(draw.Cuts)).Length;
        var sentence = $"{expected.Length - leaking.Length - untried.Length} of {expected.Length} cut directions were silent and "
            + $"{open - silent.Length} of {open} others worked"
            + (leaking.Length == 0 ? "" : $"; still open: {CutProof.Join(leaking)}")
            + (untried.Length == 0 ? "" : $"; nothing could be sent along {CutProof.Join(untried)}")
            + (silent.Length == 0 ? "" : $"; silent without a reason: {CutProof.Join(silent)}")
            + (proof.Explained.Count == 0 ? "" : $"; {proof.Explained.Count} directions are cut by another fault as well");
        return new(expected.Length > 0 && leaking.Length + untried.Length + silent.Length == 0, sentence);
    }

    public ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken) =>
        MeasureBegunAsync(context, cancellationToken);

    public ValueTask<EffectTime> EndAsync(NemesisContext context, CancellationToken cancellationToken) =>
        heal.EndAsync(CutProof.NetworkOf(context), faultId, draw.Cuts, cancellationToken);

    public ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken) =>
        heal.MeasureAsync(faultId, new CutProof(faultId, budget, context), context, cancellationToken);
}
