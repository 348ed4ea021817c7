namespace Chaos.Agent;

/// <summary>
/// Shifts the wall clocks of all processes of the pod. A process that starts while a program is in force gets it within some
/// milliseconds; until then it sees the true time, and the state says since when it does not. Safe for concurrent use.
/// </summary>
internal sealed class WallClocks(IPodProcesses processes, AgentClock clock) : IWallClocks
{
    /// <summary>A process that is about to become the node's: its runtime guards its memory until then.</summary>
    private const string Starting = "runc:[";

    private const int MostSweeps = 10, MostTries = 20;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LookCloselyEvery = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LookCloselyFor = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(500);

    private readonly Lock gate = new();
    private readonly Dictionary<int, ProcessClock> clocks = [];
    private readonly Dictionary<int, (string Why, long At)> failures = [];
    private WallProgram program;
    private bool touched;
    private long changedAt;
    private TaskCompletionSource needed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    public WallState Set(WallWish wish)
    {
        lock (gate)
        {
            program = WallProgram.Of(wish.OffsetNs, wish.DriftPpm, wish.StrobeNs, clock.WallNs);
            touched |= !program.IsNeutral;
            if (program.IsNeutral && needed.Task.IsCompleted) needed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            else if (!program.IsNeutral) needed.TrySetResult();
            failures.Clear();
            var state = State();
            // What starts between a look and the report is looked at again.
            for (var tries = 0; touched && tries < MostTries; tries++)
            {
                SweepUntilStable();
                state = State();
                if (state.Processes.All(process => process.GoesByWish || process.Why is not null))
                    break;
            }

            return state;
        }
    }

    /// <inheritdoc/>
    public WallState Read()
    {
        lock (gate)
            return State();
    }

    /// <inheritdoc/>
    public void Clear() => Set(new WallWish(0, 0, 0));

    /// <summary>Gives the program in force to processes that start; until cancelled. Without one it sleeps: most runs never have any.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Needed().WaitAsync(cancellationToken);
            var closely = clock.Time.GetElapsedTime(Volatile.Read(ref changedAt)) < LookCloselyFor;
            await Task.Delay(closely ? LookCloselyEvery : LookEvery, clock.Time, cancellationToken);
            lock (gate)
            {
                if (!program.IsNeutral)
                    SweepUntilStable();
            }
        }
    }

    private Task Needed()
    {
        lock (gate)
            return needed.Task;
    }

    // A process that forks while the others are told passes on what it had then.
    private void SweepUntilStable()
    {
        for (var sweep = 0; sweep < MostSweeps && Sweep(); sweep++)
        {
            // Until a look finds nobody new.
        }
    }

    private bool Sweep()
    {
        var living = Living();
        var news = living.Any(process => !clocks.ContainsKey(process.Pid));
        foreach (var gone in clocks.Keys.Except(living.Select(process => process.Pid)).ToArray())
        {
            clocks.Remove(gone);
            news = true;
        }

        foreach (var process in living)
            news |= Apply(process.Pid);
        if (news)
            Volatile.Write(ref changedAt, clock.Time.GetTimestamp());
        return news;
    }

    // True where a process got the program for the first time in its life.
    private bool Apply(int pid)
    {
        if (failures.TryGetValue(pid, out var failure) && clock.Time.GetElapsedTime(failure.At) < RetryAfter)
            return false;
        try
        {
            if (clocks.TryGetValue(pid, out var known) && known.TrySet(program))
                return false;
            clocks.Remove(pid);
            var fresh = program.IsNeutral ? ProcessClock.TryFind(pid, clock) : ProcessClock.TryInstall(pid, clock);
            if (fresh?.TrySet(program) is not true)
                return false;
            clocks[pid] = fresh;
            failures.Remove(pid);
            return true;
        }
        catch (AgentException e)
        {
            failures[pid] = (e.Message, clock.Time.GetTimestamp());
            return false;
        }
    }

    private WallState State()
    {
        var wallNs = clock.WallNs;
        return new WallState
        {
            Pending = program.IsNeutral ? null : program.OffsetAtNs(wallNs),
            Processes = [.. Living().Select(process => Of(process, wallNs))],
        };
    }

    private WallProcess Of(AgentProcess process, long wallNs)
    {
        if (!touched)
            return new WallProcess { Pid = process.Pid, OffsetNs = 0 };
        try
        {
            var own = clocks.GetValueOrDefault(process.Pid) ?? ProcessClock.TryFind(process.Pid, clock);
            if (own?.TryRead() is { } present)
                return new WallProcess
                {
                    Pid = process.Pid,
                    OffsetNs = present.OffsetAtNs(wallNs),
                    GoesByWish = present == program,
                    SinceNs = own.SinceNs,
                };
        }
        catch (AgentException e)
        {
            failures[process.Pid] = (e.Message, clock.Time.GetTimestamp());
        }

        return new WallProcess
        {
            Pid = process.Pid,
            OffsetNs = 0,
            GoesByWish = program.IsNeutral,
            Why = failures.TryGetValue(process.Pid, out var failure) ? failure.Why : null,
        };
    }

    private List<AgentProcess> Living() =>
        [.. processes.List().Where(process =>
            process.State is not ('Z' or 'X') && !process.Command.StartsWith(Starting, StringComparison.Ordinal))];
}
