using System.Runtime.InteropServices;

namespace Chaos.Agent;

/// <summary>The calls of the C library that .NET does not offer. Numbers are those of Linux, the same on x64 and arm64.</summary>
internal static unsafe partial class Libc
{
    public const int AddressFamilyNetlink = 16;
    public const int SocketRaw = 3;
    public const int CloseOnExec = 0x80000;
    public const int OptionLevelSocket = 1;
    public const int OptionReceiveTimeout = 20;
    public const int SignalChild = 17;
    public const nint SignalIgnore = 1;

    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int NoProcess = 3;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetSocketOption(int socket, int level, int option, void* value, uint length);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int socket, byte* bytes, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int socket, byte* bytes, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "signal", SetLastError = true)]
    public static partial nint SetSignalHandler(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "_exit")]
    public static partial void Exit(int code);
}
