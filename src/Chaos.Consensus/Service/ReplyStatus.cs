namespace Chaos.Consensus;

/// <summary>How a request to a consensus node ended.</summary>
public enum ReplyStatus : byte
{
    /// <summary>It took effect.</summary>
    Ok,

    /// <summary>A cas found another value than it expected, and changed nothing.</summary>
    Mismatch,

    /// <summary>It certainly did not take effect and never will: no node that could carry it out ever got it.</summary>
    NotServed,

    /// <summary>Nobody knows whether it took, or will take, effect.</summary>
    Uncertain,

    /// <summary>Its session is not known (any more), so that this copy did nothing; an earlier copy may have taken effect.</summary>
    SessionExpired,

    /// <summary>The request makes no sense here, and did nothing; the text says why.</summary>
    Refused,
}
