using System.Runtime.InteropServices;

namespace Chaos.Agent;

/// <summary>An open file or directory by its number.</summary>
internal readonly struct FileHandle : IDisposable
{
    private FileHandle(int number) => Number = number;

    /// <summary>The number.</summary>
    public int Number { get; }

    /// <summary>Opens a file or directory for reading.</summary>
    /// <exception cref="AgentException">It cannot be opened.</exception>
    public static FileHandle Read(string path) => TryRead(path) is { } handle
        ? handle
        : throw new AgentException($"Opening {path}", Marshal.GetLastPInvokeError(), "");

    /// <summary>Opens it; null where that fails.</summary>
    public static FileHandle? TryRead(string path)
    {
        var number = Libc.Open(path, Libc.OpenRead | Libc.CloseOnExec, 0);
        return number < 0 ? null : new FileHandle(number);
    }

    /// <inheritdoc/>
    public void Dispose() => _ = Libc.Close(Number);
}
