namespace Chaos;

/// <summary>The shapes a <see cref="Value"/> can have.</summary>
public enum ValueKind : byte
{
    /// <summary>Nothing: no value, or the value "absent".</summary>
    Null,

    /// <summary>A 64-bit signed integer.</summary>
    Integer,

    /// <summary>A Unicode string.</summary>
    Text,

    /// <summary>A list of values.</summary>
    List,
}
