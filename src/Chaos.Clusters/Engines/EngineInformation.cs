namespace Chaos.Clusters;

/// <summary>The engine that answered.</summary>
public sealed record EngineInformation
{
    /// <summary>Where it was reached.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Its version, for instance 20.10.24.</summary>
    public required string Version { get; init; }

    /// <summary>The newest API version that it speaks, for instance 1.41.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>The kernel under it.</summary>
    public required string Kernel { get; init; }

    /// <summary>The operating system under it.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>The architecture: <c>x64</c> or <c>arm64</c>; anything else as the engine writes it.</summary>
    public required string Architecture { get; init; }

    /// <summary>Its storage driver.</summary>
    public required string StorageDriver { get; init; }

    /// <summary>Version of control groups: 1 or 2.</summary>
    public required string CgroupVersion { get; init; }

    /// <summary>Where it keeps images and volumes.</summary>
    public required string RootDirectory { get; init; }

    /// <summary>
    /// Whether this process reaches the addresses of containers directly: an engine on this Linux host whose bridge is among this
    /// process' own interfaces, so neither rootless nor in a virtual machine.
    /// </summary>
    public required bool IsNative { get; init; }

    /// <summary>Whether the engine pulls through a proxy of its own.</summary>
    public required bool HasProxy { get; init; }
}
