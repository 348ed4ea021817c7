using Chaos.Agent;
using Xunit;

namespace Chaos.Tests.Agent;

/// <summary>Real processes of this machine, whose clocks are shifted as in a pod.</summary>
public sealed class LivingProcessTests
{
    private const long Second = 1_000_000_000;
    private readonly AgentClock clock = new(TimeProvider.System);

    [Fact]
    public void The_vdso_of_this_process_has_the_time_calls_and_room_for_the_routine()
    {
        using var memory = ProcessMemory.TryOpen(Environment.ProcessId)!;
        var at = VdsoOf(Environment.ProcessId);
        var size = VdsoImage.MappedBytes(memory.TryRead(at, 4096)!, Environment.SystemPageSize);
        var image = new VdsoImage(memory.TryRead(at, size)!);

        Assert.All(ClockRoutine.OfThisMachine.Entries, entry => Assert.InRange(image.Symbols[entry.Symbol], 1, size));
        Assert.InRange(image.FreeBytes, ClockRoutine.OfThisMachine.Code.Length, size);
    }

    [Theory]
    [InlineData("not an image at all")]
    [InlineData("\u007fELF\u0001 of 32 bits")]
    public void What_is_no_image_of_64_bits_is_refused(string text) =>
        Assert.Throws<AgentException>(() => VdsoImage.MappedBytes(System.Text.Encoding.Latin1.GetBytes(text.PadRight(4096)), 4096));

    [Fact]
    public void An_image_that_is_cut_off_is_refused_with_a_sentence()
    {
        using var memory = ProcessMemory.TryOpen(Environment.ProcessId)!;
        var bytes = memory.TryRead(VdsoOf(Environment.ProcessId), 4096)!;

        Assert.Contains("cannot be read", Assert.Throws<AgentException>(() => new VdsoImage(bytes[..256])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exec_is_another_life_and_a_fork_is_found()
    {
        using var shell = new Grandchild("sh", "-c", "read a; (read b) <&3 & wait; read c; exec sleep 60");
        var own = ProcessClock.TryInstall(shell.Id, clock)!;
        Assert.True(own.TrySet(WallProgram.Of(60 * Second, 0, 0, clock.WallNs)));
        Assert.Equal(60 * Second, own.TryRead()!.Value.OffsetNs);

        shell.Line();
        var child = Until(() => ChildOf(shell.Id));
        var inherited = ProcessClock.TryFind(child, clock)!;
        Assert.Equal(60 * Second, inherited.TryRead()!.Value.OffsetNs);
        Assert.True(inherited.TrySet(WallProgram.Neutral));
        Assert.Equal(60 * Second, own.TryRead()!.Value.OffsetNs); // each has its own

        shell.Line();
        shell.Line();
        Until(() => File.ReadAllText($"/proc/{shell.Id}/comm").StartsWith("sleep", StringComparison.Ordinal) ? (int?)1 : null);
        Assert.Null(own.TryRead());
        Assert.False(own.TrySet(WallProgram.Neutral));
        Assert.Null(ProcessClock.TryFind(shell.Id, clock));
        Until(() => ProcessClock.TryInstall(shell.Id, clock) is null ? null : 1);
    }

    [Fact]
    public void A_process_that_is_gone_has_no_clock()
    {
        int id;
        using (var process = new Grandchild("sleep", "60"))
            id = process.Id;

        Until(() => Directory.Exists($"/proc/{id}") ? null : 1);
        Assert.Null(ProcessClock.TryInstall(id, clock));
    }

    [Fact]
    public void Words_written_by_the_tracer_are_there_too()
    {
        using var process = new Grandchild("sleep", "60");
        using var memory = ProcessMemory.TryOpen(process.Id)!;
        var vdso = VdsoOf(process.Id);
        var at = vdso + VdsoImage.MappedBytes(memory.TryRead(vdso, 4096)!, Environment.SystemPageSize) - 16;

        Assert.True(StoppedProcess.With(process.Id, clock, stopped => memory.Poke(stopped.AnyThread, at, [1, 2, 3])));
        Assert.Equal([1, 2, 3, 0], memory.TryRead(at, 4));
    }

    [Fact]
    public void A_runtime_survives_a_patch_while_it_starts()
    {
        var patched = false;
        // On a busy machine a process may be through before anyone has looked at it: then the next one.
        for (var at = 0; at < 20 && !patched; at++)
        {
            using var starting = new Grandchild(Environment.ProcessPath!, Path.Combine(AppContext.BaseDirectory, "Chaos.Cli.dll"), "--version");
            while (!patched && Directory.Exists($"/proc/{starting.Id}"))
                patched = ProcessClock.TryInstall(starting.Id, clock)?.TrySet(WallProgram.Of(Second, 0, 0, clock.WallNs)) is true;
            Assert.Equal(0, starting.ExitCode());
        }

        Assert.True(patched);
    }

    private static int Until(Func<int?> look)
    {
        for (var began = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(20);)
        {
            if (look() is { } found)
                return found;
            Thread.Yield();
        }

        throw new TimeoutException("Not within 20 s.");
    }

    private static int? ChildOf(int pid) => File.ReadAllText($"/proc/{pid}/task/{pid}/children")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => (int?)int.Parse(text)).FirstOrDefault();

    private static long VdsoOf(int pid) => File.ReadLines($"/proc/{pid}/maps")
        .Where(line => line.EndsWith("[vdso]", StringComparison.Ordinal))
        .Select(line => Convert.ToInt64(line.Split('-')[0], 16)).Single();
}
