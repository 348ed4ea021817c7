using System.Runtime.InteropServices;

namespace Chaos.Agent;

/// <content>What the packet queue needs.</content>
internal static unsafe partial class Libc
{
    public const int OptionReceiveBufferForced = 33;
    public const int OptionLevelNetlink = 270;
    public const int OptionNoBufferErrors = 5;
    public const int DoNotWait = 0x40;
    public const short PollIn = 1;

    [LibraryImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    public static partial int Poll(PollFile* files, nuint count, long* timeout, void* signals);

    /// <summary>struct pollfd.</summary>
    public struct PollFile
    {
        public int File;
        public short Events;
        public short Happened;
    }
}
