namespace Chaos.Nemeses;

/// <summary>
/// The end of a partition by its heal mode, and what to say about it: how long TCP takes to go on after a cut is the kernel's doing,
/// and must not be blamed on the system.
/// </summary>
/// <param name="mode">What was asked for.</param>
internal sealed class PartitionHeal(HealMode mode)
{
    /// <summary>The parameter's name, also in the record of the fault.</summary>
    public const string Parameter = "heal";

    private const int Probes = 10;
    private const string Blameless =
        "how long connections take to go on is TCP's back-off (up to as long again as the cut lasted), "
        + "not the system's";

    private string? sentence;

    /// <summary>The parameter.</summary>
    public static OptionSpec Spec { get; } = new(
        Parameter, Word(HealMode.Fast),
        "How connections go on after the cut: fast (TCP tries again every second; where the kernel cannot, as reset), natural (by TCP's "
        + "own back-off: up to as long again as the cut lasted), or reset (connections between the healed nodes are closed on both ends).")
    {
        Choices = [.. Enum.GetValues<HealMode>().Select(Word)],
    };

    /// <summary>Its word in the parameter.</summary>
    public static string Word(HealMode mode) => mode.ToString().ToLowerInvariant();

    /// <summary>Reads the parameter, which was checked against its choices.</summary>
    public static HealMode Read(Options parameters) => Enum.Parse<HealMode>(parameters[Parameter]!, ignoreCase: true);

    /// <summary>Ends a fault's cuts, then does what the mode asks for.</summary>
    public async ValueTask<EffectTime> EndAsync(
        INetworkFaults network, string faultId, IReadOnlyCollection<Link> cuts, CancellationToken cancellationToken)
    {
        var ended = await network.HealAsync(faultId, cancellationToken);
        sentence = mode switch
        {
            HealMode.Natural => $"healed naturally: {Blameless}",
            HealMode.Fast when network.RetransmissionLimit is { } limit =>
                $"connections go on soon: TCP tries again every {limit.TotalSeconds:0.#} s at least",
            HealMode.Fast => "the kernel cannot bound TCP's back-off (tcp_rto_max_ms, Linux 6.15 and later): instead "
                + await ResetAsync(network, cuts, cancellationToken),
            _ => await ResetAsync(network, cuts, cancellationToken),
        };
        return ended;
    }

    /// <summary>Measures that every direction works again.</summary>
    /// <exception cref="ClusterException">One does not: the run cannot go on.</exception>
    public async ValueTask<Measurement> MeasureAsync(
        string faultId, CutProof proof, NemesisContext context, CancellationToken cancellationToken)
    {
        var startNs = context.Clock.NowNs;
        await proof.ProbeAsync([], Probes, cancellationToken);
        if (proof.SilentBeside([]) is { Length: > 0 } silent)
            throw new ClusterException(
                $"{faultId} was healed, but after {proof.Rounds} probes nothing arrives along {CutProof.Join(silent)} (FROM>TO). What follows "
                + "could be blamed on the system. Look at the agents' logs, and try 'chaos doctor'.");
        var restored = proof.Expected(proof.All).Length;
        return new(
            true,
            $"healed: {restored} of {restored} directions worked {(proof.LastNs - startNs) / 1e9:0.0} s later; {sentence ?? "TCP was left alone"}");
    }

    private static async ValueTask<string> ResetAsync(
        INetworkFaults network, IReadOnlyCollection<Link> cuts, CancellationToken cancellationToken)
    {
        try
        {
            return $"{await network.ResetConnectionsAsync(cuts, cancellationToken)} ends of connections between the healed nodes were closed";
        }
        catch (ClusterException failure)
        {
            return $"no connection could be closed ({failure.Message}): {Blameless}";
        }
    }
}
