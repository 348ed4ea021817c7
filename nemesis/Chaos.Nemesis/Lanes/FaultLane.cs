namespace Chaos.Nemeses;

/// <summary>
/// One nemesis at work: draws a fault that the budget allows, installs it, measures it, ends it, verifies that, and keeps the
/// record. What is special about the family is in its <see cref="IFaultFamily"/>.
/// </summary>
/// <param name="description">The family's description.</param>
/// <param name="breaks">The promise that its faults break.</param>
/// <param name="generator">When it acts.</param>
/// <param name="family">What it does.</param>
/// <param name="budget">The budget that all nemeses of the run share.</param>
/// <param name="trigger">What a fault waits for besides, when its time has come; null for nothing.</param>
internal sealed class FaultLane(
    NemesisDescription description, BrokenPromise breaks, IGenerator generator, IFaultFamily family, FaultBudget budget, ElectionTrigger? trigger = null)
    : INemesis, IDisposable
{
    private const int HealTries = 3;
    private static readonly TimeSpan LeaderWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShortWait = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim gate = new(1);
    private ActiveFault? active;

    public string Name => description.Name;

    public string Color => description.Color;

    public BrokenPromise Breaks => breaks;

    public IGenerator Generator => generator;

    public string? WhyUnavailable(ICluster cluster) => family.WhyUnavailable(cluster, budget.BeyondQuorum);

    public async ValueTask<Completion> InvokeAsync(
        NemesisContext context, Invocation invocation, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (invocation.F == FaultCycle.EndOf(Name)) return await EndAsync(context, cancellationToken);
            if (invocation.F != FaultCycle.BeginOf(Name))
                throw new ArgumentException($"Nemesis {Name} has no operation {invocation.F}.", nameof(invocation));
            if (active is { } left)
            {
                // An earlier end failed: nothing new before that one is over.
                await EndAsync(context, cancellationToken);
                return Completion.Fail($"skipped: {left.Record.Id} was still in force and has been ended now");
            }

            return await BeginAsync(context, invocation.Value.AsInteger(), cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    public async ValueTask HealAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            try
            {
                if (active is not null) await EndAsync(context, cancellationToken);
            }
            finally
            {
                await family.HealAllAsync(context, budget, active?.Record.Id, cancellationToken);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private async ValueTask<Completion> BeginAsync(NemesisContext context, long cycle, CancellationToken cancellationToken)
    {
        var askedNs = context.Clock.NowNs;
        var id = budget.NextId(Name);
        var elected = await LookAroundAsync(context, cycle, cancellationToken);
        var scene = await SceneAsync(context, cycle, elected, cancellationToken);
        var drawnNs = context.Clock.NowNs;
        string? reason = null;
        foreach (var drawn in family.Draws(scene))
        {
            // What breaks the promise of storage makes its nodes faulty, also where the family does not say so.
            var draw = breaks is BrokenPromise.Storage && drawn.Damaged.Count == 0 ? drawn with { Damaged = drawn.Nodes } : drawn;
            if (elected is not null) draw = ElectionTrigger.Mark(draw);
            if (budget.TryReserve(draw.ClaimOf(id), scene.VoterSets) is { } refused)
            {
                reason ??= refused;
                continue;
            }

            var injection = Prepare(id, draw);
            if (await WhyNotNowAsync(context, id, injection, cancellationToken) is { } why)
            {
                reason ??= why;
                continue;
            }

            active = new(injection, RecordOf(id, draw, scene, askedNs) with { DrawnNs = drawnNs });
            context.Faults.Record(active.Record);
            return await InstallAsync(context, active, cancellationToken);
        }

        reason ??= family.WhyNone(scene) ?? (family.WantsLeader(scene) && scene.Leader is null
            ? "No node said that it leads."
            : "No node is left that it could be aimed at.");
        context.Faults.Record(new()
        {
            Id = id,
            Nemesis = Name,
            Shape = Name,
            Nodes = [],
            Leader = scene.Leader,
            Replays = family.OriginalOf(scene),
            AskedNs = askedNs,
            Outcome = FaultOutcome.Skipped,
            Reason = reason,
        });
        return Completion.Fail($"skipped: {reason}");
    }

    private IInjection Prepare(string id, FaultDraw draw)
    {
        try
        {
            return family.Prepare(id, draw, budget);
        }
        catch
        {
            budget.Release(id); // a stored draw that this version cannot read must not stay in the account
            throw;
        }
    }

    // Looks at the targets; the claim is given back unless the answer is that the fault can be done.
    private async ValueTask<string?> WhyNotNowAsync(
        NemesisContext context, string id, IInjection injection, CancellationToken cancellationToken)
    {
        var keep = false;
        try
        {
            var why = await injection.WhyNotNowAsync(context, cancellationToken);
            keep = why is null;
            return why;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return $"Its targets could not be examined: {failure.Message}";
        }
        finally
        {
            if (!keep) budget.Release(id);
        }
    }

    private async ValueTask<Completion> InstallAsync(
        NemesisContext context, ActiveFault fault, CancellationToken cancellationToken)
    {
        try
        {
            var began = await fault.Injection.BeginAsync(context, cancellationToken);
            Write(context, fault, fault.Record with
            {
                FromNs = began.LatestNs,
                Outcome = FaultOutcome.Installed,
                Reason = null,
            });
        }
        catch (Exception failure)
        {
            var interrupted = cancellationToken.IsCancellationRequested;
            Write(context, fault, fault.Record with
            {
                Reason = interrupted ? "The run was interrupted while it was being installed." : $"Installing it failed: {failure.Message}",
            });
            if (interrupted) throw;
            var undone = await EndAsync(context, cancellationToken);
            return Completion.Info(undone.Error ?? fault.Record.Reason!);
        }

        var begun = await MeasureAsync(fault.Injection.MeasureBegunAsync, context, cancellationToken);
        fault.Measured.Add(begun);
        Write(context, fault, fault.Record with { Effective = begun.Holds ? null : false, Effect = begun.Sentence });
        return Completion.Ok(
            Value.Of(Value.Of(fault.Record.Id), Value.Of(fault.Record.Shape), Value.OfTexts(fault.Record.Nodes)));
    }

    private async ValueTask<Completion> EndAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        if (active is not { } fault) return Completion.Fail("nothing is in force");
        if (fault is { Installed: true, HeldMeasured: false, Ended: null })
        {
            fault.Measured.Add(await MeasureAsync(fault.Injection.MeasureHeldAsync, context, cancellationToken));
            fault.HeldMeasured = true;
        }

        fault.Ended ??= await UndoAsync(context, fault, cancellationToken);
        if (fault.Installed) Write(context, fault, fault.Record with { ToNs = fault.Ended.Value.EarliestNs });
        try
        {
            var ended = await fault.Injection.MeasureEndedAsync(context, cancellationToken);
            if (fault.Installed) fault.Measured.Add(ended);
        }
        catch (ClusterException failure)
        {
            fault.Measured.Add(new(false, failure.Message));
            Write(context, fault, Judge(fault));
            throw;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            fault.Measured.Add(new(false, $"its end could not be measured: {failure.Message}"));
        }

        Write(context, fault, Judge(fault));
        budget.End(fault.Record.Id);
        active = null;
        return fault.Installed
            ? Completion.Ok(Value.Of(Value.Of(fault.Record.Id), Value.Of(fault.Record.Shape), Value.OfTexts(fault.Record.Nodes)))
            : Completion.Info(fault.Record.Reason!);
    }

    private static async ValueTask<EffectTime> UndoAsync(
        NemesisContext context, ActiveFault fault, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await fault.Injection.EndAsync(context, cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                if (tries >= HealTries)
                    throw new ClusterException(
                        $"{fault.Record.Id} on {string.Join(", ", fault.Record.Nodes)} could not be ended in {tries} tries: "
                        + $"{failure.Message}", failure);
                await Task.Delay(ShortWait, context.Clock.TimeProvider, cancellationToken);
            }
        }
    }

    private static async ValueTask<Measurement> MeasureAsync(
        Func<NemesisContext, CancellationToken, ValueTask<Measurement>> measure,
        NemesisContext context,
        CancellationToken cancellationToken)
    {
        try
        {
            return await measure(context, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return new(false, $"it could not be measured: {failure.Message}");
        }
    }

    // Effective only if every measurement that was made holds, and one was made while it was in force.
    private static FaultRecord Judge(ActiveFault fault) => fault.Record with
    {
        Effective = fault.Installed ? fault.HeldMeasured && fault.Measured.TrueForAll(measured => measured.Holds) : null,
        Effect = string.Join("; ", fault.Measured.Select(measured => measured.Sentence).Distinct(StringComparer.Ordinal)),
    };

    private static void Write(NemesisContext context, ActiveFault fault, FaultRecord record)
    {
        fault.Record = record;
        context.Faults.Record(record);
    }

    private FaultRecord RecordOf(string id, FaultDraw draw, DrawScene scene, long askedNs) => new()
    {
        Id = id,
        Nemesis = Name,
        Shape = draw.Shape,
        Nodes = draw.Nodes,
        Cuts = draw.Cuts,
        Down = draw.Down,
        Damaged = draw.Damaged,
        Parameters = draw.Parameters,
        Leader = scene.Leader,
        Replays = family.OriginalOf(scene),
        AskedNs = askedNs,
        Outcome = FaultOutcome.Indeterminate,
        Reason = "It was being installed.",
    };

    // Who has caught up, and who was elected where an election is awaited: that may come in the middle of the look, which then ends.
    private async Task<string?> LookAroundAsync(NemesisContext context, long cycle, CancellationToken cancellationToken)
    {
        if (trigger is null)
        {
            await CatchUps.LookAsync(context, budget, cancellationToken);
            return null;
        }

        using var lookEnd = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var look = CatchUps.LookAsync(context, budget, lookEnd.Token).AsTask();
        var elected = await trigger.AwaitAsync(context, context.Random.For("election").At(cycle), cancellationToken);
        Cancel(lookEnd);
        try
        {
            await look;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Those that had not answered count as away.
        }

        return elected;
    }

    // On this thread: in virtual time another one would not do.
    private static void Cancel(CancellationTokenSource source) => source.Cancel();

    private async ValueTask<DrawScene> SceneAsync(NemesisContext context, long cycle, string? elected, CancellationToken cancellationToken)
    {
        var untilNs = context.Clock.NowNs + (LeaderWait.Ticks * TimeSpan.NanosecondsPerTick);
        for (; ; )
        {
            var clients = context.Cluster.TryGetFaults<IClientFaults>(out var found) ? found : null;
            var scene = new DrawScene
            {
                Nodes = VoterSets.MembersOf(context.Cluster, context.Roles),
                VoterSets = VoterSets.Of(context.Cluster, context.Roles),
                Leader = elected ?? context.Roles.Leader,
                Spares = VoterSets.SparesOf(context.Cluster, context.Roles),
                Workers = clients?.Workers ?? [],
                Holders = clients is null ? [] : [.. Enumerable.Range(0, clients.Workers.Count).Where(worker => clients.Inspect(worker).Holds)],
                MaintenanceTasks = context.Cluster.TryGetFaults<IMaintenance>(out var maintenance) ? maintenance.Tasks : [],
                Down = budget.Down,
                Cycle = cycle,
                Rounds = context.Random.For(Name),
            };
            if (scene.Leader is not null || !family.WantsLeader(scene) || context.Clock.NowNs >= untilNs) return scene;
            await Task.Delay(ShortWait, context.Clock.TimeProvider, cancellationToken);
        }
    }
}
