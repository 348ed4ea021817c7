using System.Runtime.InteropServices;

namespace Chaos.Agent;

/// <summary>The calls of the C library that tell the time, and those that start a program.</summary>
internal static unsafe partial class ClockCalls
{
    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    public static partial int GetTime(int clock, long* time);

    [LibraryImport("libc", EntryPoint = "gettimeofday")]
    public static partial int GetTimeOfDay(long* time, void* zone);

    [LibraryImport("libc", EntryPoint = "time")]
    public static partial nint Time(nint* result);

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    public static partial int Pipe(int* ends, int flags);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    public static partial int InitActions(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static partial int AddDuplicate(void* actions, int file, int becomes);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    public static partial int DestroyActions(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Spawn(int* pid, string path, void* actions, void* attributes, byte** arguments, byte** environment);
}
