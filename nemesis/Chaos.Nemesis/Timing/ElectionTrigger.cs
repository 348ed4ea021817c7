namespace Chaos.Nemeses;

/// <summary>
/// What a fault with <c>at=election</c> waits for when its time has come: the next election. Clusters are most vulnerable between an
/// election and the first entry of the new term, which at other times is seldom hit upon.
/// </summary>
/// <param name="Within">The fault begins at most so long after it; how long is drawn evenly.</param>
internal sealed record ElectionTrigger(TimeSpan Within)
{
    private const string At = "at";
    private const string Time = "time";
    private const string Election = "election";
    private const string WithinName = "within";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The parameters of all families that are timed.</summary>
    public static IReadOnlyList<OptionSpec> Specs { get; } =
    [
        new(At, Time, "When exactly a fault begins: when its time has come (time), or at the next election after that (election), which "
            + "it takes for the leader who won. Where none comes within 3 s, it begins all the same.")
        {
            Choices = [Time, Election],
        },
        new(WithinName, "0s", "With at=election: how long after the election it begins at most, for instance 200ms; how long is drawn."),
    ];

    /// <summary>Reads them; null for faults that wait for no election.</summary>
    /// <exception cref="UsageException">They make no sense.</exception>
    public static ElectionTrigger? Of(string nemesis, Options parameters)
    {
        var within = Durations.Parse($"option {WithinName} of nemesis {nemesis}", parameters[WithinName]!);
        if (parameters[At] is Election) return new(within);
        return within == TimeSpan.Zero
            ? null
            : throw new UsageException($"Nemesis {nemesis}: {WithinName}={parameters[WithinName]} belongs to {At}={Election}. Add that, or leave it out.");
    }

    /// <summary>A draw of a fault that began so, with that in its record.</summary>
    public static FaultDraw Mark(FaultDraw draw) =>
        draw with { Parameters = new Dictionary<string, string>(draw.Parameters) { [At] = Election } };

    /// <summary>Waits: who won, or null where no election came.</summary>
    /// <param name="context">Tells of elections.</param>
    /// <param name="random">The source for how long after it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string?> AwaitAsync(NemesisContext context, Randomness random, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, context.Clock.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var elected = await context.Roles.NextElectionAsync(either.Token);
            if (Within > TimeSpan.Zero) await Task.Delay(new TimeSpan(random.Below(Within.Ticks, 0)), context.Clock.TimeProvider, cancellationToken);
            return elected;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
