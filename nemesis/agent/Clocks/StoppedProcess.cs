using System.Globalization;
using System.Runtime.InteropServices;

namespace Chaos.Agent;

/// <summary>
/// A process all of whose threads are stopped by this thread of the agent, for a fraction of a millisecond. It does not notice, except
/// that a wait in the kernel may end early as after a signal. Stops by a job-control signal outlive it, and so do pending signals.
/// </summary>
internal sealed unsafe class StoppedProcess
{
    private const int MostSteps = 16;
    private const int Spins = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly int pid;
    private readonly AgentClock clock;
    private readonly long beganAt;

    // What each stopped thread is to be told when it goes on: 0, or the signal that it was about to get.
    private readonly Dictionary<int, int> threads = [];

    private StoppedProcess(int pid, AgentClock clock)
    {
        this.pid = pid;
        this.clock = clock;
        beganAt = clock.Time.GetTimestamp();
    }

    /// <summary>Any of its threads.</summary>
    public int AnyThread => threads.Keys.First();

    /// <summary>Does something while the process stands still. False where the process is gone.</summary>
    /// <exception cref="AgentException">It could not be stopped: it is traced already, frozen, or waits for a disk.</exception>
    public static bool With(int pid, AgentClock clock, Action<StoppedProcess> action)
    {
        // On a thread of its own: when that ends the kernel lets go of what could not be let go of here.
        var done = false;
        Exception? failure = null;
        var tracer = new Thread(() =>
        {
            var stopped = new StoppedProcess(pid, clock);
            try
            {
                stopped.StopAll();
                if (stopped.threads.Count == 0)
                    return;
                action(stopped);
                done = true;
            }
            catch (Exception e)
            {
                failure = e;
            }
            finally
            {
                stopped.LetGo();
            }
        });
        tracer.Start();
        tracer.Join();
        return failure is null ? done : throw new AgentException(failure.Message);
    }

    /// <summary>Lets threads that are about to run an instruction inside of these ranges go on until they are outside.</summary>
    public void StepOutOf(IReadOnlyList<(long From, long To)> ranges, int programCounterIndex)
    {
        foreach (var thread in threads.Keys.ToArray())
        {
            var steps = 0;
            while (ProgramCounter(thread, programCounterIndex) is { } at && ranges.Any(range => at > range.From && at < range.To))
            {
                if (steps++ == MostSteps)
                    throw new AgentException($"Thread {thread} of process {pid} does not leave the code that is to be replaced.");
                if (Ptrace.Call(Ptrace.SingleStep, thread, 0, 0) == 0)
                    AwaitStop(thread);
            }
        }
    }

    private void StopAll()
    {
        // Threads may start others until the last one stands still.
        for (var news = true; news;)
        {
            var fresh = ThreadIds().Where(id => !threads.ContainsKey(id)).Where(TrySeize).ToArray();
            foreach (var thread in fresh)
                AwaitStop(thread);
            news = fresh.Any(threads.ContainsKey);
        }
    }

    private bool TrySeize(int thread)
    {
        if (Ptrace.Call(Ptrace.Seize, thread, 0, 0) < 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            // A first thread that ended before the others refuses too.
            return errno == Ptrace.NoProcess || HasEnded(thread)
                ? false
                : throw new AgentException(
                    $"Stopping thread {thread} of process {pid}", errno, "Is it traced by another program? The agent needs SYS_PTRACE.");
        }

        threads[thread] = 0;
        _ = Ptrace.Call(Ptrace.Interrupt, thread, 0, 0);
        return true;
    }

    private void AwaitStop(int thread)
    {
        var status = 0;
        for (var spin = 0; ; spin++)
        {
            var waited = Ptrace.Wait(thread, &status, Ptrace.AllThreads | Ptrace.DoNotWait);
            if (waited == thread)
                break;
            if (waited < 0 && Marshal.GetLastPInvokeError() == Ptrace.NoChild)
            {
                threads.Remove(thread);
                return;
            }

            if (clock.Time.GetElapsedTime(beganAt) > Patience)
                throw new AgentException(
                    $"Thread {thread} of process {pid} did not stop within {Patience.TotalMilliseconds:0} ms: it is frozen, or waits for a disk.");
            _ = spin < Spins ? Thread.Yield() : Ptrace.Poll(null, 0, 1) == 0;
        }

        var hasStopped = (status & 0xff) == 0x7f;
        if (!hasStopped)
        {
            threads.Remove(thread);
            return;
        }

        // A signal that was on its way must arrive after all.
        var signal = status >> 8 & 0xff;
        if (status >> 16 != Ptrace.StopEvent && signal != Ptrace.Trap)
            threads[thread] = signal;
    }

    private void LetGo()
    {
        foreach (var (thread, signal) in threads)
            _ = Ptrace.Call(Ptrace.Detach, thread, 0, signal);
    }

    private long? ProgramCounter(int thread, int index)
    {
        const int MostRegisters = 64;
        var registers = stackalloc long[MostRegisters];
        var vector = stackalloc nint[2];
        vector[0] = (nint)registers;
        vector[1] = MostRegisters * sizeof(long);
        return Ptrace.Call(Ptrace.GetRegisterSet, thread, Ptrace.GeneralRegisters, (nint)vector) < 0 ? null : registers[index];
    }

    private IEnumerable<int> ThreadIds()
    {
        try
        {
            return [.. Directory.EnumerateDirectories($"/proc/{pid}/task")
                .Select(path => int.Parse(Path.GetFileName(path.AsSpan()), CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            return [];
        }
    }

    private bool HasEnded(int thread)
    {
        try
        {
            return !StatLine.TryParse(File.ReadAllText($"/proc/{pid}/task/{thread}/stat"), out var stat) || stat.State is 'Z' or 'X';
        }
        catch (IOException)
        {
            return true;
        }
    }
}
