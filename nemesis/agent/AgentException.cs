using System.Runtime.InteropServices;

namespace Chaos.Agent;

/// <summary>A request that could not be carried out. The message is a sentence for the person who runs the test.</summary>
internal sealed class AgentException : Exception
{
    /// <summary>With the sentence.</summary>
    public AgentException(string message)
        : base(message)
    {
    }

    /// <summary>A system call that failed: what was tried, the kernel's answer, and what it takes.</summary>
    public AgentException(string tried, int errno, string needs)
        : base($"{tried}: {Marshal.GetPInvokeErrorMessage(errno)} (errno {errno}). {needs}")
        => Errno = errno;

    /// <summary>The kernel's answer; 0 if it was not the kernel.</summary>
    public int Errno { get; }
}
