using System.Buffers.Binary;

namespace Chaos.Agent;

/// <summary>
/// The wall clock of one process in one life of it (an exec begins another): the clock routine in its vDSO, and the program that it
/// goes by. Every operation opens the memory anew and looks whether it is still that life.
/// </summary>
internal sealed class ProcessClock
{
    private const int AuxVdso = 33, AuxRandom = 25, AuxExecutable = 31;
    private const int AuxEntryBytes = 16;
    private const int AuxMost = 4096;

    private static readonly ClockRoutine Routine = ClockRoutine.OfThisMachine;

    private readonly AgentClock clock;
    private readonly int pid;
    private readonly Life life;
    private readonly long routineAt;
    private readonly (long At, byte[] Jump)[] jumps;

    private ProcessClock(AgentClock clock, int pid, Life life, long routineAt, (long At, byte[] Jump)[] jumps)
    {
        this.clock = clock;
        this.pid = pid;
        this.life = life;
        this.routineAt = routineAt;
        this.jumps = jumps;
    }

    /// <summary>Since when it goes by its program, the agent's monotonic clock, ns.</summary>
    public long SinceNs { get; private set; }

    private readonly record struct Life(long Vdso, long Random, long Executable);

    /// <summary>Finds the routine in a process that has it (its own, or from the process that forked it); null where there is none.</summary>
    public static ProcessClock? TryFind(int pid, AgentClock clock) => TryMake(pid, clock, install: false);

    /// <summary>Puts the routine into a process, if it is not there yet; null where the process is gone, or in the middle of an exec.</summary>
    /// <exception cref="AgentException">It cannot be done; the message says why.</exception>
    public static ProcessClock? TryInstall(int pid, AgentClock clock) => TryMake(pid, clock, install: true);

    /// <summary>
    /// Has the process go by a program from now on, in one step for all its threads. False where this life of the process is over.
    /// </summary>
    public bool TrySet(WallProgram program)
    {
        using var memory = OpenIfAlive();
        if (memory?.TryRead(routineAt, Routine.Code.Length) is not { } present || !Routine.IsAt(present))
            return false;
        var generation = BinaryPrimitives.ReadInt64LittleEndian(present.AsSpan(ClockRoutine.GenerationAt));
        if (WallProgram.Read(present.AsSpan(ClockRoutine.SlotAt(generation))) == program)
            return true;
        // First the slot that is not in force, then the word that puts it in force.
        var next = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(next, generation + 1);
        var slotAt = routineAt + ClockRoutine.SlotAt(generation + 1);
        var generationAt = routineAt + ClockRoutine.GenerationAt;
        if (!memory.TryWrite(slotAt, program.ToBytes()) || !memory.TryWrite(generationAt, next))
        {
            if (!WhileStopped(pid, clock, life, stopped =>
            {
                memory.Poke(stopped.AnyThread, slotAt, program.ToBytes());
                memory.Poke(stopped.AnyThread, generationAt, next);
            }))
                return false;
        }

        SinceNs = clock.NowNs;
        return TryRead() == program;
    }

    /// <summary>
    /// The program that the process goes by, from its memory; null where this life of it is over, or its code is not what it must be.
    /// </summary>
    public WallProgram? TryRead()
    {
        using var memory = OpenIfAlive();
        if (memory?.TryRead(routineAt, Routine.Code.Length) is not { } present
            || !Routine.IsAt(present)
            || jumps.Any(jump => memory.TryRead(jump.At, jump.Jump.Length)?.SequenceEqual(jump.Jump) is not true))
            return null;
        return WallProgram.Read(
            present.AsSpan(ClockRoutine.SlotAt(BinaryPrimitives.ReadInt64LittleEndian(present.AsSpan(ClockRoutine.GenerationAt)))));
    }

    private static ProcessClock? TryMake(int pid, AgentClock clock, bool install)
    {
        using var memory = ProcessMemory.TryOpen(pid);
        if (memory is null || LifeOf(pid) is not { } life)
            return null;
        if (life.Vdso == 0)
            return install ? throw new AgentException($"Process {pid} has no vDSO: its clock cannot be shifted.") : null;
        if (memory.TryRead(life.Vdso, Environment.SystemPageSize) is not { } page
            || memory.TryRead(life.Vdso, VdsoImage.MappedBytes(page, Environment.SystemPageSize)) is not { } bytes)
            return null;
        var found = bytes.AsSpan().IndexOf(ClockRoutine.Magic);
        if (found < 0 && !install)
            return null;
        var image = new VdsoImage(bytes);
        var place = found >= 0 ? found : image.FreeFrom;
        var jumps = JumpsOf(image, bytes, place, life.Vdso);
        if (found < 0 && !TryWriteRoutine(pid, clock, memory, image, life, jumps))
            return null;
        return new ProcessClock(clock, pid, life, life.Vdso + place, jumps) { SinceNs = clock.NowNs };
    }

    private static bool TryWriteRoutine(
        int pid, AgentClock clock, ProcessMemory memory, VdsoImage image, Life life, (long At, byte[] Jump)[] jumps)
    {
        if (image.FreeBytes < Routine.Code.Length)
            throw new AgentException(
                $"The vDSO of process {pid} has {image.FreeBytes} free bytes, {Routine.Code.Length} are needed: its clock cannot be shifted.");
        if (jumps.Length == 0)
            throw new AgentException($"The vDSO of process {pid} has none of the time calls: its clock cannot be shifted.");
        return WhileStopped(pid, clock, life, stopped =>
        {
            stopped.StepOutOf([.. jumps.Select(jump => (jump.At, jump.At + jump.Jump.Length))], Routine.ProgramCounterIndex);
            Write(life.Vdso + image.FreeFrom, Routine.Code.Span);
            foreach (var (at, jump) in jumps)
                Write(at, jump);

            void Write(long address, ReadOnlySpan<byte> bytes)
            {
                if (!memory.TryWrite(address, bytes))
                    memory.Poke(stopped.AnyThread, address, bytes);
            }
        });
    }

    // A process may have gone into another life until it stood still: nothing of what was read is true of that one.
    private static bool WhileStopped(int pid, AgentClock clock, Life life, Action<StoppedProcess> action)
    {
        var same = false;
        return StoppedProcess.With(pid, clock, stopped =>
        {
            same = LifeOf(pid) == life;
            if (same)
                action(stopped);
        }) && same;
    }

    private static (long At, byte[] Jump)[] JumpsOf(VdsoImage image, byte[] bytes, int place, long vdso) =>
    [
        .. from entry in Routine.Entries
           where image.Symbols.ContainsKey(entry.Symbol)
           let function = image.Symbols[entry.Symbol]
           let at = function + Routine.LandingPad(bytes.AsSpan(function))
           select (vdso + at, Routine.Jump(at, place + entry.At)),
    ];

    // Opened first, then looked at: what is written goes to the life that was seen, or to one that is over.
    private ProcessMemory? OpenIfAlive()
    {
        var memory = ProcessMemory.TryOpen(pid);
        if (memory is null || LifeOf(pid) == life)
            return memory;
        memory.Dispose();
        return null;
    }

    // The kernel draws the addresses anew at every exec.
    private static unsafe Life? LifeOf(int pid)
    {
        var file = Ptrace.Open($"/proc/{pid}/auxv", Ptrace.ReadOnly | Ptrace.CloseOnExec);
        if (file < 0)
            return null;
        var buffer = new byte[AuxMost];
        nint read;
        fixed (byte* first = buffer)
            read = Ptrace.ReadAt(file, first, buffer.Length, 0);
        _ = Libc.Close(file);
        if (read < AuxEntryBytes)
            return null;
        var life = default(Life);
        for (var entry = buffer.AsSpan(0, (int)read); entry.Length >= AuxEntryBytes; entry = entry[AuxEntryBytes..])
        {
            var value = BinaryPrimitives.ReadInt64LittleEndian(entry[8..]);
            life = BinaryPrimitives.ReadInt64LittleEndian(entry) switch
            {
                AuxVdso => life with { Vdso = value },
                AuxRandom => life with { Random = value },
                AuxExecutable => life with { Executable = value },
                _ => life,
            };
        }

        // Every life has one of these, but not in the middle of an exec: the next look will find it.
        return life.Random == 0 ? null : life;
    }
}
