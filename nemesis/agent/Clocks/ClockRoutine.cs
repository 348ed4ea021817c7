using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Chaos.Agent;

/// <summary>
/// The machine code that takes the place of a vDSO's time calls, and where in it is what. Its sources, with comments, are
/// <c>routine-x64.S</c> and <c>routine-arm64.S</c> beside this file.
/// </summary>
internal sealed class ClockRoutine
{
    /// <summary>Where the number of the program in force stands; its lowest bit names the slot.</summary>
    public const int GenerationAt = 8;

    private const int SlotsAt = 16;
    private const int HeadBytes = SlotsAt + (2 * WallProgram.Bytes);

    private readonly bool isArm;

    private ClockRoutine(bool isArm, string hex, params (string Symbol, int At)[] entries)
    {
        this.isArm = isArm;
        Code = Convert.FromHexString(hex);
        Entries = entries;
    }

    /// <summary>For x64.</summary>
    public static ClockRoutine X64 { get; } = new(
        isArm: false,
        "43484f434c434b310000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
        + "00000000000000000000000000000000b8e40000000f0585c00f85a300000085ff740e83ff05740983ff0b0f8591000000488b0d90ffffff89c883e001c1e005"
        + "488d1589ffffff4801c24c8b124c8b5a084c8b42104c8b4a18483b0d68ffffff75cf31c04c89d14c09d9745648693e00ca9a3b48037e084d85c974144889f84c"
        + "29c0489949f7f9a801b80000000075324889f84c29c049f7eb480facd0204c01d04801f84899b900ca9a3b48f7f94885d279064801ca48ffc848890648895608"
        + "31c0c366662e0f1f8400000000006690574883ec104885f6740931ffb8600000000f0548837c241000742931ff4889e6e81bffffff488b7c2410488b04244889"
        + "07488b44240831d2b9e803000048f7f14889470831c04883c418c30f1f440000574883ec1031ff4889e6e8e1feffff488b0424488b7c24104885ff7403488907"
        + "4883c418c30f1f00",
        ("__vdso_clock_gettime", 0x50),
        ("__vdso_gettimeofday", 0x110),
        ("__vdso_time", 0x160));

    /// <summary>For arm64.</summary>
    public static ClockRoutine Arm64 { get; } = new(
        isArm: true,
        "43484f434c434b310000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
        + "00000000000000000000000000000000e903002a280e80d2010000d4e0040035a90000343f150071600000543f2d007141040054aafcff104bfddfc86c014092"
        + "8dfcff10ad150c8bae3d40a9b04541a9bf3903d54c0140f99f010bebc1feff54cc010faaac0200b4292840a90d4099d24d73a7f229290d9b2a0110cb710000b4"
        + "4b0dd19aab0100374b7d0f9b4c7d4f9b8b81cb936b010e8b6b01098b6c0dcd9a8ead0d9bdf0100f16a000054ce010d8b8c0500d12c3800a9c0035fd61f2003d5"
        + "fd7bbda9e00b00f9810000b4000080d2281580d2010000d4e00b40f9200100b400008052e1830091caffff97e20b40f9e31342a9057d80d28408c59a431000a9"
        + "00008052fd7bc3a8c0035fd61f2003d5",
        ("__kernel_clock_gettime", 0x50),
        ("__kernel_gettimeofday", 0x100));

    /// <summary>For the machine that this runs on.</summary>
    public static ClockRoutine OfThisMachine => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? Arm64 : X64;

    /// <summary>The eight bytes that it begins with: how a vDSO that has it is recognised.</summary>
    public static ReadOnlySpan<byte> Magic => "CHOCLCK1"u8;

    /// <summary>All of it, with no program in force.</summary>
    public ReadOnlyMemory<byte> Code { get; }

    /// <summary>The functions that it stands for, and where each begins in it.</summary>
    public IReadOnlyList<(string Symbol, int At)> Entries { get; }

    /// <summary>The register of the next instruction among those that ptrace(2) tells.</summary>
    public int ProgramCounterIndex => isArm ? 32 : 16;

    /// <summary>Where the program of a generation stands.</summary>
    public static int SlotAt(long generation) => SlotsAt + ((int)(generation & 1) * WallProgram.Bytes);

    /// <summary>Whether these bytes are the routine, whatever its programs are.</summary>
    public bool IsAt(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= Code.Length
        && bytes.StartsWith(Magic)
        && bytes[HeadBytes..Code.Length].SequenceEqual(Code.Span[HeadBytes..]);

    /// <summary>
    /// How many bytes at the beginning of a function must stay: the mark that processors with branch protection want where an
    /// indirect call lands.
    /// </summary>
    public int LandingPad(ReadOnlySpan<byte> function)
    {
        const uint Endbr64 = 0xfa1e0ff3, BtiC = 0xd503245f, BtiJc = 0xd50324df;
        var first = BinaryPrimitives.ReadUInt32LittleEndian(function);
        return first == (isArm ? BtiC : Endbr64) || (isArm && first == BtiJc) ? sizeof(uint) : 0;
    }

    /// <summary>A jump from one place to another.</summary>
    public byte[] Jump(long from, long to)
    {
        if (isArm)
        {
            var branch = new byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32LittleEndian(branch, 0x14000000 | ((uint)((to - from) >> 2) & 0x03ffffff));
            return branch;
        }

        var jump = new byte[5];
        jump[0] = 0xe9;
        BinaryPrimitives.WriteInt32LittleEndian(jump.AsSpan(1), checked((int)(to - (from + jump.Length))));
        return jump;
    }
}
