using System.Runtime.InteropServices;

namespace Chaos.Agent;

/// <summary>
/// The memory of a process at this moment of its life. After an exec it still is the memory of before, which nobody sees any more: open
/// it, then look whose it is.
/// </summary>
internal sealed unsafe class ProcessMemory : IDisposable
{
    private const string Needs = "The agent needs the capabilities SYS_PTRACE and DAC_OVERRIDE, and kernel.yama.ptrace_scope below 3.";
    private readonly int pid;
    private readonly int file;

    private ProcessMemory(int pid, int file)
    {
        this.pid = pid;
        this.file = file;
    }

    /// <summary>Opens it; null where the process is gone.</summary>
    /// <exception cref="AgentException">The kernel does not allow it.</exception>
    public static ProcessMemory? TryOpen(int pid)
    {
        var file = Ptrace.Open($"/proc/{pid}/mem", Ptrace.ReadWrite | Ptrace.CloseOnExec);
        if (file >= 0)
            return new ProcessMemory(pid, file);
        var errno = Marshal.GetLastPInvokeError();
        return errno is Libc.NoEntry or Ptrace.NoProcess
            ? null
            : throw new AgentException($"Opening the memory of process {pid}", errno, Needs);
    }

    /// <summary>Reads; null where there is nothing (any more).</summary>
    public byte[]? TryRead(long address, int length)
    {
        var bytes = new byte[length];
        fixed (byte* first = bytes)
            return Ptrace.ReadAt(file, first, length, address) == length ? bytes : null;
    }

    /// <summary>Writes, also where the process itself may only read: it then gets a page of its own. False where the kernel forbids it.</summary>
    public bool TryWrite(long address, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
            return Ptrace.WriteAt(file, first, bytes.Length, address) == bytes.Length;
    }

    /// <summary>Writes by its tracer, a word at a time, where <see cref="TryWrite"/> is forbidden.</summary>
    public void Poke(int thread, long address, ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length; at += sizeof(long))
        {
            var word = TryRead(address + at, sizeof(long)) ?? new byte[sizeof(long)];
            bytes[at..Math.Min(bytes.Length, at + sizeof(long))].CopyTo(word);
            if (Ptrace.Call(Ptrace.PokeData, thread, (nint)(address + at), (nint)BitConverter.ToInt64(word)) < 0)
                throw new AgentException($"Writing to the memory of process {pid}", Marshal.GetLastPInvokeError(), Needs);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _ = Libc.Close(file);
}
