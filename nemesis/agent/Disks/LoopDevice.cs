using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Chaos.Agent;

/// <summary>
/// A loop device over a file (loop(4)). The kernel detaches it by itself when nobody has it open or mounted any more: also when the
/// agent, and the engine that mounted it for a node, are gone.
/// </summary>
internal sealed unsafe class LoopDevice : IDisposable
{
    private const string Control = "/dev/loop-control";
    private const nuint GetFree = 0x4C82, Configure = 0x4C0A;
    private const int Major = 7;
    private const int ConfigurationBytes = 304, FlagsAt = 60, NameAt = 64, MostNameBytes = 63;
    private const int AutoClear = 4;
    private const int Tries = 64;
    private const string Needs = "The pod's own disk needs Linux 5.8 or later with loop devices, /dev/loop-control in the agent's "
        + "container, and the capability MKNOD.";

    private readonly int file;

    private LoopDevice(string path, int file)
    {
        Path = path;
        this.file = file;
    }

    /// <summary>The same name here and on the machine: <c>/dev/loop3</c>.</summary>
    public string Path { get; }

    /// <summary>Attaches a free device to a file, under a name of at most 63 bytes.</summary>
    /// <exception cref="AgentException">There is none, or it cannot be had.</exception>
    public static LoopDevice Attach(string image, string name)
    {
        var backing = Checked(Libc.Open(image, Libc.OpenReadWrite | Libc.CloseOnExec, 0), $"Opening {image}");
        try
        {
            for (var tries = 0; tries < Tries; tries++)
            {
                // Another pod may take the number between question and answer.
                if (TryAttach(backing, FreeNumber(), name) is { } device)
                    return device;
            }

            throw new AgentException($"No loop device could be had in {Tries} tries: others always took it first.");
        }
        finally
        {
            _ = Libc.Close(backing);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _ = Libc.Close(file);

    /// <summary>The device file of this container for a number; made here, because only the machine's own /dev grows by itself.</summary>
    public static string PathOf(int number)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/dev/loop{number}");
        if (!File.Exists(path))
        {
            var device = ((ulong)Major << 8) | ((uint)number & 0xff) | (((ulong)number & ~0xffUL) << 12);
            if (Libc.MakeNode(path, Libc.BlockDevice | 0x180, device) < 0 && Marshal.GetLastPInvokeError() is var errno and not Libc.Exists)
                throw new AgentException($"Making {path}", errno, Needs);
        }

        return path;
    }

    private static LoopDevice? TryAttach(int backing, int number, string name)
    {
        var path = PathOf(number);
        var file = Checked(Libc.Open(path, Libc.OpenReadWrite | Libc.CloseOnExec, 0), $"Opening {path}");
        Span<byte> configuration = stackalloc byte[ConfigurationBytes];
        configuration.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(configuration, backing);
        BinaryPrimitives.WriteInt32LittleEndian(configuration[FlagsAt..], AutoClear);
        Encoding.UTF8.GetBytes(name, configuration.Slice(NameAt, MostNameBytes));
        int answer;
        fixed (byte* bytes = configuration)
            answer = Libc.Control(file, Configure, bytes);
        if (answer >= 0)
            return new LoopDevice(path, file);
        var errno = Marshal.GetLastPInvokeError();
        _ = Libc.Close(file);
        return errno is Libc.Busy or Libc.NoDevice ? null : throw new AgentException($"Attaching {path} to a file", errno, Needs);
    }

    private static int FreeNumber()
    {
        var control = Checked(Libc.Open(Control, Libc.OpenReadWrite | Libc.CloseOnExec, 0), $"Opening {Control}");
        try
        {
            return Checked(Libc.Control(control, GetFree, null), "Asking for a free loop device");
        }
        finally
        {
            _ = Libc.Close(control);
        }
    }

    private static int Checked(int answer, string tried) =>
        answer >= 0 ? answer : throw new AgentException(tried, Marshal.GetLastPInvokeError(), Needs);
}
