namespace Chaos.Agent;

/// <summary>The disk of a node.</summary>
internal sealed record DiskReport
{
    /// <summary>The loop device, "/dev/loop3"; null where the data directory is a volume.</summary>
    public string? Device { get; init; }

    /// <summary>Bytes that the node can still write.</summary>
    public required long FreeBytes { get; init; }

    /// <summary>Bytes of the file with which the agent fills it up.</summary>
    public long FillerBytes { get; init; }
}
