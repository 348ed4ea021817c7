using System.Buffers.Binary;
using System.Diagnostics;
using Chaos.Agent;
using Xunit;

namespace Chaos.Tests.Agent;

/// <summary>Assembles the clock routine, and runs it in a program that calls it as any other would (under emulation for arm64).</summary>
internal sealed class RoutineHarness : IDisposable
{
    private const int AnswerBytes = 112;
    private const long Second = 1_000_000_000;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("chaos-routine-");
    private readonly string architecture;
    private readonly string tools;
    private readonly ClockRoutine routine;
    private byte[] program = [];

    public RoutineHarness(string architecture)
    {
        this.architecture = architecture;
        tools = architecture == "arm64" ? "aarch64-linux-gnu-" : "";
        routine = architecture == "arm64" ? ClockRoutine.Arm64 : ClockRoutine.X64;
        // These are set up by ./chaos test.
        if (!Has($"{tools}as") || (architecture == "arm64" && Emulator is null))
            Assert.Skip("No assembler and emulator. Debian: apt-get install binutils binutils-aarch64-linux-gnu qemu-user-static");
    }

    /// <summary>The bytes that the routine's source gives.</summary>
    public byte[] Assemble()
    {
        Run($"{tools}as", Source, "-o", File("routine.o"));
        Run($"{tools}objcopy", "-O", "binary", "-j", ".text", File("routine.o"), File("routine.bin"));
        return System.IO.File.ReadAllBytes(File("routine.bin"));
    }

    /// <summary>What a program is told that goes by this.</summary>
    public Answers Ask(WallProgram wish, long generation)
    {
        if (program.Length == 0)
            Link();
        var copy = program.ToArray();
        var at = copy.AsSpan().IndexOf(ClockRoutine.Magic);
        BinaryPrimitives.WriteInt64LittleEndian(copy.AsSpan(at + ClockRoutine.GenerationAt), generation);
        wish.ToBytes().CopyTo(copy.AsSpan(at + ClockRoutine.SlotAt(generation)));
        // The other slot holds nonsense, which must not show.
        new WallProgram(1234567 * Second, -5, 7, 9).ToBytes().CopyTo(copy.AsSpan(at + ClockRoutine.SlotAt(generation + 1)));
        // Written over what the linker made, which may be executed.
        System.IO.File.WriteAllBytes(File("both"), copy);
        var sentNs = NowNs();
        var told = architecture == "arm64" ? Run(Emulator!, File("both")) : Run(File("both"));
        Assert.Equal(AnswerBytes, told.Length);
        return new Answers(told, sentNs, NowNs());
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static string? Emulator => new[] { "qemu-aarch64-static", "qemu-aarch64" }.FirstOrDefault(Has);

    private string Source => Path.Combine(House.Repository.Root, "nemesis", "agent", "Clocks", $"routine-{architecture}.S");

    private static long NowNs() => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;

    private static bool Has(string program) => Environment.GetEnvironmentVariable("PATH")!.Split(':')
        .Any(directory => System.IO.File.Exists(Path.Combine(directory, program)));

    private string File(string name) => Path.Combine(folder.FullName, name);

    private void Link()
    {
        var harness = Path.Combine(House.Repository.Root, "tests", "Chaos.Tests", "Agent", "Clocks", $"harness-{architecture}.S");
        System.IO.File.WriteAllText(File("both.S"), System.IO.File.ReadAllText(Source) + System.IO.File.ReadAllText(harness));
        Run($"{tools}as", File("both.S"), "-o", File("both.o"));
        // Its text may be written to, as by the agent; the system's own loader is not needed.
        Run($"{tools}ld", "-N", File("both.o"), "-o", File("both"));
        program = System.IO.File.ReadAllBytes(File("both"));
        var at = program.AsSpan().IndexOf(ClockRoutine.Magic);
        Assert.True(routine.IsAt(program.AsSpan(at)));
    }

    private static byte[] Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{command} {string.Join(' ', arguments)} ended with {process.ExitCode}: {errors}");
        return output.ToArray();
    }

    /// <summary>The times that the program was told, ns since 1970-01-01 UTC, and when it was asked by this process's clock.</summary>
    internal sealed class Answers(byte[] bytes, long sentNs, long receivedNs)
    {
        public long SentNs => sentNs;

        public long ReceivedNs => receivedNs;

        public long RealTimeNs => Time(0);

        public long MonotonicNs => Time(16);

        public long CoarseNs => Time(32);

        public long TaiNs => Time(48);

        public long DayNs => (Word(64) * Second) + (Word(72) * 1000);

        public (long First, long Second) TimeSeconds => (Word(88), Word(96));

        public long Error => Word(104);

        public IEnumerable<long> Fractions => [Word(8), Word(24), Word(40), Word(56), Word(72) * 1000];

        private long Time(int at) => (Word(at) * Second) + Word(at + 8);

        private long Word(int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));
    }
}
