namespace Chaos.Nemeses;

/// <summary>
/// A member leaves, another node joins, or both; later the other way round. Who comes back is a new member with empty data. The proof:
/// most of the members see the members as they should be, after the change, before its end and after it.
/// </summary>
/// <param name="leaving">The member that leaves; null for none.</param>
/// <param name="joining">The node that joins; null for none.</param>
/// <param name="budget">What is in force.</param>
/// <param name="leaverRunsOn">Whether who left is let run until the end, because it cannot hear that it left. Default: it is stopped soon.</param>
internal sealed class MembershipInjection(string? leaving, string? joining, FaultBudget budget, bool leaverRunsOn = false) : IInjection
{
    private static readonly TimeSpan CatchUpWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(300);

    private readonly string[] struck = [.. new[] { leaving, joining }.OfType<string>()];
    private string[] before = [];
    private bool left;
    private bool isBack;

    private string[] After => [.. before.Where(node => node != leaving), .. joining is null ? [] : new[] { joining }];

    public async ValueTask<string?> WhyNotNowAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        before = [.. context.Roles.Voters.Order(StringComparer.Ordinal)];
        if (leaving is not null && !before.Contains(leaving)) return $"{leaving} is no member now, so that it cannot leave.";
        if (joining is not null && before.Contains(joining)) return $"{joining} is a member already.";
        return await Steps(context).AgreeAsync(before, cancellationToken)
            ? null
            : $"Most of {string.Join(", ", before)} do not see these as the members now.";
    }

    public async ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var earliestNs = context.Clock.NowNs;
        string[] now = before;
        if (leaving is not null && joining is not null && Steps(context).ReplaceAtOnce)
        {
            await JoinAsync(context, joining, After, cancellationToken);
            left = await Steps(context).TryReplaceAsync(before, leaving, joining, cancellationToken);
            if (!left) throw new ClusterException($"Most of {string.Join(", ", After)} did not see {joining} take the place of {leaving}.");
            await StopAsync(context, leaving, cancellationToken);
            return new(earliestNs, context.Clock.NowNs);
        }

        if (leaving is not null)
        {
            left = true;
            await Steps(context).ChangeAsync(now, leaving, add: false, cancellationToken);
            now = [.. now.Where(node => node != leaving)];
            if (!leaverRunsOn) await StopAsync(context, leaving, cancellationToken);
        }

        if (joining is not null)
        {
            await AddAsync(context, now, joining, cancellationToken);
        }

        return new(earliestNs, context.Clock.NowNs);
    }

    public async ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var seen = await SeenAsync(context, After, cancellationToken);
        return joining is null || !seen.Holds || await CatchesUpAsync(context, joining, cancellationToken)
            ? seen
            : new(false, $"{seen.Sentence}; {joining} had not caught up {CatchUpWithin.TotalSeconds:0} s after it joined");
    }

    public ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken) =>
        SeenAsync(context, After, cancellationToken);

    // May follow a change that failed half-way: what most members see decides what is left to be undone.
    public async ValueTask<EffectTime> EndAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var earliestNs = context.Clock.NowNs;
        var steps = Steps(context);
        string[] others = [.. before.Where(node => node != leaving)];
        if (joining is not null)
        {
            string[] now = left && !isBack ? others : before;
            if (!await steps.AgreeAsync(now, cancellationToken))
                await steps.ChangeAsync([.. now, joining], joining, add: false, cancellationToken);
            await StopAsync(context, joining, cancellationToken);
            // Who asks to be taken in may have become a member after the look.
            if (steps.StartsFirst && !await steps.AgreeAsync(now, cancellationToken))
                await steps.ChangeAsync([.. now, joining], joining, add: false, cancellationToken);
        }

        if (leaving is not null && left && !isBack)
        {
            // It must have left for certain before it may come back: a member that still is one must not start with empty data.
            if (await steps.AgreeAsync(before, cancellationToken)) await steps.ChangeAsync(before, leaving, add: false, cancellationToken);
            if (leaverRunsOn) await StopAsync(context, leaving, cancellationToken);
            await AddAsync(context, others, leaving, cancellationToken);
            isBack = true;
        }

        return new(earliestNs, context.Clock.NowNs);
    }

    public async ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var seen = await SeenAsync(context, before, cancellationToken);
        return leaving is null || !seen.Holds || await CatchesUpAsync(context, leaving, cancellationToken)
            ? seen with { Sentence = $"then {seen.Sentence}" }
            : new(false, $"then {seen.Sentence}; {leaving} had not caught up {CatchUpWithin.TotalSeconds:0} s after it came back");
    }

    private static async ValueTask<bool> CatchesUpAsync(NemesisContext context, string node, CancellationToken cancellationToken)
    {
        var untilNs = context.Clock.NowNs + (CatchUpWithin.Ticks * TimeSpan.NanosecondsPerTick);
        while (context.CaughtUpAsync is { } ask && !await ask(node, TimeSpan.FromSeconds(2), cancellationToken))
        {
            if (context.Clock.NowNs >= untilNs) return false;
            await Task.Delay(BetweenLooks, context.Clock.TimeProvider, cancellationToken);
        }

        return true;
    }

    // A member that learns that it was removed ends by itself; one that did not hear of it would go on campaigning.
    private static async ValueTask StopAsync(NemesisContext context, string node, CancellationToken cancellationToken)
    {
        var processes = ProcessSteps.Of(context);
        var untilNs = context.Clock.NowNs + (StopsWithin.Ticks * TimeSpan.NanosecondsPerTick);
        while ((await processes.InspectAsync(node, cancellationToken)).State is not NodeProcessState.Gone)
        {
            if (context.Clock.NowNs >= untilNs)
            {
                await processes.KillAsync(node, cancellationToken);
                return;
            }

            await Task.Delay(BetweenLooks, context.Clock.TimeProvider, cancellationToken);
        }
    }

    private async ValueTask AddAsync(NemesisContext context, string[] members, string node, CancellationToken cancellationToken)
    {
        string[] wanted = [.. members, node];
        if (Steps(context).StartsFirst)
        {
            await JoinAsync(context, node, wanted, cancellationToken);
            await Steps(context).ChangeAsync(members, node, add: true, cancellationToken);
            return;
        }

        await Steps(context).ChangeAsync(members, node, add: true, cancellationToken);
        await JoinAsync(context, node, wanted, cancellationToken);
    }

    private static async ValueTask JoinAsync(
        NemesisContext context, string node, IReadOnlyList<string> members, CancellationToken cancellationToken) =>
        await MembershipSteps.Capability<INodeJoins>(context).JoinAsync(node, members, cancellationToken);

    private async ValueTask<Measurement> SeenAsync(
        NemesisContext context, string[] members, CancellationToken cancellationToken)
    {
        var untilNs = context.Clock.NowNs + (StopsWithin.Ticks * TimeSpan.NanosecondsPerTick);
        int count;
        while ((count = await Steps(context).CountSeeingAsync(members, cancellationToken)) * 2 <= members.Length)
        {
            if (context.Clock.NowNs >= untilNs) break;
            await Task.Delay(BetweenLooks, context.Clock.TimeProvider, cancellationToken);
        }

        return new(
            count * 2 > members.Length,
            $"{count} of {members.Length} members saw {string.Join(", ", members.Order(StringComparer.Ordinal))} as the members");
    }

    private MembershipSteps Steps(NemesisContext context) => new(context, struck, budget);
}
