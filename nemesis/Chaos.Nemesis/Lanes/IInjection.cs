namespace Chaos.Nemeses;

/// <summary>
/// One injection of one fault. The lane calls its steps in this order; each may be called again after it was interrupted, and
/// <see cref="EndAsync"/> also after a <see cref="BeginAsync"/> that failed half-way.
/// </summary>
internal interface IInjection
{
    /// <summary>Looks at the targets; a sentence why this fault cannot be done to them now, or null.</summary>
    ValueTask<string?> WhyNotNowAsync(NemesisContext context, CancellationToken cancellationToken);

    /// <summary>Installs it.</summary>
    ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken);

    /// <summary>Measures whether it is in force, just after it began.</summary>
    ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken);

    /// <summary>Measures whether it is still in force, just before it ends.</summary>
    ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken);

    /// <summary>Ends it.</summary>
    ValueTask<EffectTime> EndAsync(NemesisContext context, CancellationToken cancellationToken);

    /// <summary>
    /// Measures whether it ended and what it did meanwhile. It does not hold where the way back shows that the fault was not what it
    /// should have been.
    /// </summary>
    /// <exception cref="ClusterException">It is still in force: the run cannot go on.</exception>
    ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken);
}
