namespace Chaos;

/// <summary>The three answers of a generator.</summary>
public enum GeneratorStepKind : byte
{
    /// <summary>Nothing more, ever.</summary>
    Done,

    /// <summary>Nothing now.</summary>
    Pending,

    /// <summary>An operation.</summary>
    Operation,
}
