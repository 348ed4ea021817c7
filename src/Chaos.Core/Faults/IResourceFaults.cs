namespace Chaos;

/// <summary>Limits of what a node may use.</summary>
public interface IResourceFaults
{
    /// <summary>Limits the memory of a node, bytes; null ends the limit.</summary>
    ValueTask<EffectTime> LimitMemoryAsync(string node, long? bytes, CancellationToken cancellationToken);

    /// <summary>Limits the processor time of a node, in cores (0.05); null ends the limit.</summary>
    ValueTask<EffectTime> LimitProcessorAsync(string node, double? cores, CancellationToken cancellationToken);

    /// <summary>What the node used and was refused so far.</summary>
    ValueTask<ResourceUse> InspectResourcesAsync(string node, CancellationToken cancellationToken);
}
