namespace Chaos;

/// <summary>What an entry of a history says: that an operation began, or how it ended.</summary>
public enum OperationType : byte
{
    /// <summary>The operation began.</summary>
    Invoke,

    /// <summary>It happened, between its invocation and this completion.</summary>
    Ok,

    /// <summary>
    /// It certainly had no effect. A failed cas that observed a mismatch is an observation (<see cref="Operation.MismatchError"/>).
    /// </summary>
    Fail,

    /// <summary>Nobody knows: it may take effect at any time from its invocation to the end of the history, or never.</summary>
    Info,

    /// <summary>A remark (a late reply, say). Never part of what is checked.</summary>
    Note,
}
