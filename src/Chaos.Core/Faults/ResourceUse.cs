namespace Chaos;

/// <summary>What a node used, and was refused, since it was created.</summary>
public sealed record ResourceUse
{
    /// <summary>Memory in use, bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Its limit, bytes; null where there is none.</summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>How often the limit of memory was hit or a process was ended for it.</summary>
    public long MemoryRefusals { get; init; }

    /// <summary>Processor time used, ns.</summary>
    public required long ProcessorNs { get; init; }

    /// <summary>How long the node had to stand still for its processor limit, ns.</summary>
    public long ThrottledNs { get; init; }
}
