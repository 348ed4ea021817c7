namespace Chaos;

/// <summary>How a backend supports something.</summary>
public enum SupportKind : byte
{
    /// <summary>In the preferred way.</summary>
    Native,

    /// <summary>In another way, with the same meaning.</summary>
    Fallback,

    /// <summary>Not at all.</summary>
    Unavailable,
}
