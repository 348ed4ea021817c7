using System.Globalization;

namespace Chaos.Simulation;

/// <summary>
/// One machine: the life of its program, its timers and clocks, its disk, the calls that it has not answered, its log. All events come
/// through here, so that a stopped machine lets them wait and a dead one loses them.
/// </summary>
internal sealed class SimulatedNode : IProgramHost
{
    /// <summary>The wall clock where virtual time begins, 2000-01-01 UTC.</summary>
    public const long WallStartNs = 946_684_800_000_000_000;

    private const int Timers = 8;
    private readonly SimulationWorld world;
    private ProgramPlace place;
    private readonly CreateProgram create;
    private readonly Randomness random;
    private readonly long driftPpm;
    private readonly long[] dueNs = new long[Timers];
    private readonly long[] queuedNs = new long[Timers]; // when the queued event looks at the timer; MaxValue for none
    private readonly Queue<SimulationEvent> standing = new();
    private readonly Dictionary<long, SimulatedConnection> calls = [];
    private IProgram? program;
    private long life;
    private long draws;

    public SimulatedNode(SimulationWorld world, ProgramPlace place, CreateProgram create, Randomness random)
    {
        this.world = world;
        this.place = place;
        this.create = create;
        this.random = random;
        Number = place.Self;
        Name = place.Nodes[place.Self];
        Disk = new(world.Weather, random.For("disk"));
        driftPpm = world.Weather.DriftPpm == 0 ? 0 : random.For("drift").Below((2 * world.Weather.DriftPpm) + 1) - world.Weather.DriftPpm;
        Wall = new();
        Array.Fill(queuedNs, long.MaxValue);
        Array.Fill(dueNs, long.MaxValue);
    }

    public int Number { get; }

    public string Name { get; }

    public SimulatedDisk Disk { get; }

    public SimulatedWallClock Wall { get; }

    public SimulatedLog Lines { get; } = new();

    public bool IsRunning => program is not null;

    public bool IsPaused { get; private set; }

    /// <summary>Why the program ended by itself: what it threw. Null while it did not.</summary>
    public string? Crash { get; private set; }

    public string? Incarnation => program is null ? null : life.ToString(CultureInfo.InvariantCulture);

    public long MonotonicNs => Local(world.NowNs);

    public long WallNs => WallStartNs + world.NowNs + Wall.OffsetNs(world.NowNs);

    public void Start()
    {
        if (program is not null) return;
        life++;
        program = create(place, this);
        Guard(() => program.Start());
    }

    /// <summary>Begins anew as a node that belongs to no cluster yet: with an empty disk, and no members to begin with.</summary>
    public void Join()
    {
        Kill();
        Disk.Wipe();
        place = place with { Members = [] };
        Start();
    }

    public void Kill()
    {
        program = null;
        IsPaused = false;
        foreach (var waiting in standing)
        {
            if (waiting.Kind is SimulationEventKind.Timer) queuedNs[waiting.From] = long.MaxValue;
        }

        standing.Clear();
        Array.Fill(dueNs, long.MaxValue);
        foreach (var (call, connection) in calls) world.SendEnd(connection, call, ProgramCallState.Lost);
        calls.Clear();
    }

    public void Pause() => IsPaused = program is not null;

    public void Resume()
    {
        if (!IsPaused) return;
        IsPaused = false;
        for (var left = standing.Count; left > 0 && standing.TryDequeue(out var waiting); left--) Happen(waiting);
    }

    /// <summary>Something happens here now.</summary>
    public void Happen(in SimulationEvent happening)
    {
        if (happening.Kind is SimulationEventKind.Flush) Disk.EndFlush(happening.Number);
        if (program is null)
        {
            if (happening.Kind is SimulationEventKind.Request)
                world.SendEnd((SimulatedConnection)happening.Owner!, happening.Number, ProgramCallState.NotSent);
            if (happening.Kind is SimulationEventKind.Timer) queuedNs[happening.From] = long.MaxValue;
            return;
        }

        if (IsPaused)
        {
            if (happening.Kind is SimulationEventKind.Request)
                calls[happening.Number] = (SimulatedConnection)happening.Owner!; // it is in the socket's buffer, so that a kill loses it
            standing.Enqueue(happening);
            return;
        }

        try
        {
            Deliver(happening);
        }
        catch (Exception failure)
        {
            End(failure);
        }
    }

    public ulong NextRandom() => random.Bits(draws++);

    public void Send(int to, ProgramMessage message) => world.Send(Number, to, message);

    public void SetTimer(int timer, long afterNs)
    {
        var due = world.NowNs + Math.Max(0, afterNs - Drift(afterNs));
        dueNs[timer] = due;
        if (queuedNs[timer] > due) Queue(timer, due);
    }

    public void CancelTimer(int timer) => dueNs[timer] = long.MaxValue;

    public ReadOnlySpan<byte> Read(int file) => Disk.Read(file);

    public void Append(int file, ReadOnlySpan<byte> bytes) => Disk.Append(file, bytes);

    public void Replace(int file, ReadOnlySpan<byte> bytes) => Disk.Replace(file, bytes);

    public long Flush()
    {
        var (flush, doneNs) = Disk.BeginFlush(world.NowNs);
        world.Queue.Add(doneNs, new() { Kind = SimulationEventKind.Flush, Node = Number, Number = flush, Owner = program });
        return flush;
    }

    public void Reply(long call, ProgramMessage reply)
    {
        if (calls.Remove(call, out var connection)) world.SendReply(connection, call, reply);
    }

    public void Log(string line) => Lines.Write(world.NowNs, line);

    private void Deliver(in SimulationEvent happening)
    {
        switch (happening.Kind)
        {
            case SimulationEventKind.Message:
                world.Counts.Messages++;
                program!.Receive(happening.From, (ProgramMessage)happening.Content!);
                break;
            case SimulationEventKind.Timer:
                LookAtTimer(happening.From);
                break;
            case SimulationEventKind.Flush when ReferenceEquals(happening.Owner, program):
                world.Counts.Flushes++;
                program!.Flushed(happening.Number);
                break;
            case SimulationEventKind.Request:
                world.Counts.Requests++;
                calls[happening.Number] = (SimulatedConnection)happening.Owner!;
                program!.Request(happening.Number, (ProgramMessage)happening.Content!);
                break;
        }
    }

    // A timer that was put off is looked at again later: one queued event serves many settings.
    private void LookAtTimer(int timer)
    {
        queuedNs[timer] = long.MaxValue;
        var due = dueNs[timer];
        if (due == long.MaxValue) return;
        if (due > world.NowNs)
        {
            Queue(timer, due);
            return;
        }

        dueNs[timer] = long.MaxValue;
        world.Counts.Timers++;
        program!.TimerFired(timer);
    }

    private void Queue(int timer, long due)
    {
        queuedNs[timer] = due;
        world.Queue.Add(due, new() { Kind = SimulationEventKind.Timer, Node = Number, From = timer });
    }

    private void Guard(Action act)
    {
        try
        {
            act();
        }
        catch (Exception failure)
        {
            End(failure);
        }
    }

    private void End(Exception failure)
    {
        var why = $"{failure.GetType().Name}: {failure.Message}".ReplaceLineEndings(" ");
        Log(failure is DiskFailedException ? $"ended: the disk answered {failure.Message}" : $"crashed: {why}");
        if (failure is not DiskFailedException) Crash ??= $"{why} {failure.StackTrace?.ReplaceLineEndings(" ")}";
        Kill();
    }

    // In steps, so that hours at any rate do not overflow.
    private long Drift(long ns) => (ns / 1_000_000 * driftPpm) + (ns % 1_000_000 * driftPpm / 1_000_000);

    private long Local(long ns) => ns + Drift(ns);
}
