namespace Chaos;

/// <summary>Something that happened outside the scheduler.</summary>
internal readonly record struct RunEvent
{
    public RunEventKind Kind { get; init; }

    /// <summary>The client thread, or the number of the nemesis lane.</summary>
    public int Lane { get; init; }

    /// <summary>The process that had the operation.</summary>
    public int Process { get; init; }

    public long TimeNs { get; init; }

    public Completion Completion { get; init; }

    /// <summary>Whether the completion stands for an exception: after a timeout that is no reply worth a note.</summary>
    public bool Threw { get; init; }

    /// <summary>For heal what failed, for health why not.</summary>
    public string? Message { get; init; }
}
