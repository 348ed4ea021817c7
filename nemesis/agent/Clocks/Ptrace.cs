using System.Runtime.InteropServices;

namespace Chaos.Agent;

/// <summary>The system calls by which one process looks into another and stops it (ptrace(2), proc_pid_mem(5)).</summary>
internal static unsafe partial class Ptrace
{
    public const int Seize = 0x4206, Interrupt = 0x4207, GetRegisterSet = 0x4204, Detach = 17, SingleStep = 9, PokeData = 5;
    public const int GeneralRegisters = 1;
    public const int ReadWrite = 2, ReadOnly = 0, CloseOnExec = 0x80000;
    public const int AllThreads = 0x40000000, DoNotWait = 1;
    public const int NoPermission = 1, NoProcess = 3, InputOutput = 5, NoChild = 10, AccessDenied = 13;

    /// <summary>The signal that a stop without a signal of its own shows, and the event that marks such a stop.</summary>
    public const int Trap = 5, StopEvent = 128;

    [LibraryImport("libc", EntryPoint = "ptrace", SetLastError = true)]
    public static partial nint Call(nint request, int thread, nint address, nint data);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    public static partial int Wait(int thread, int* status, int options);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(void* files, nuint count, int timeoutMs);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "pread", SetLastError = true)]
    public static partial nint ReadAt(int file, byte* bytes, nint length, long offset);

    [LibraryImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    public static partial nint WriteAt(int file, byte* bytes, nint length, long offset);
}
