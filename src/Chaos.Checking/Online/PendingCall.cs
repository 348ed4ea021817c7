namespace Chaos.Checking;

/// <summary>An operation that is followed: its invocation, and how it ended once that is known.</summary>
internal sealed class PendingCall(in Operation invocation)
{
    /// <summary>The invocation.</summary>
    public Operation Invocation { get; } = invocation;

    /// <summary>How it ended; null while it runs.</summary>
    public Operation? Completion { get; set; }

    /// <summary>Its bit in the masks of configurations; 0 while it has none.</summary>
    public ulong Bit { get; set; }

    /// <summary>Whether it leaves every state as it is.</summary>
    public bool IsObservation { get; set; }
}
