namespace Chaos.Checking;

/// <summary>One value that went into a container, and out of it again, as positions in the history.</summary>
internal record struct Element
{
    /// <summary>The invocation of what added it.</summary>
    public int AddInvoke;

    /// <summary>Where that ended; <see cref="Call.Never"/> where its outcome is not known.</summary>
    public int AddReturn;

    /// <summary>The invocation of what took it; <see cref="Call.Never"/> where nothing is known to have taken it.</summary>
    public int TakeInvoke;

    /// <summary>Where that ended.</summary>
    public int TakeReturn;

    /// <summary>Whether a completed operation took it.</summary>
    public readonly bool IsTaken => TakeReturn != Call.Never;

    /// <summary>The operation that added it.</summary>
    public readonly Call Add => new(AddInvoke, AddReturn);

    /// <summary>The operation that took it.</summary>
    public readonly Call Take => new(TakeInvoke, TakeReturn);

    /// <summary>Whether there is a time at which it was certainly in the container: after its add ended, before its take began.</summary>
    public readonly bool HasCore => AddReturn < TakeInvoke;
}
