using System.Net;

namespace Chaos.Agent;

/// <summary>The sources whose packets are treated on their way into the pod.</summary>
internal interface IPacketTreatments
{
    /// <summary>Treats these sources and no others; returns what the kernel has then.</summary>
    IReadOnlyList<TreatedTraffic> Apply(IReadOnlyList<TreatedSource> sources);

    /// <summary>What the kernel has.</summary>
    IReadOnlyList<TreatedTraffic> Read();

    /// <summary>Drops what is held of these sources: they have been cut off.</summary>
    void DropHeld(IEnumerable<IPAddress> sources);

    /// <summary>Ends all treatment; nothing of it is left in the kernel.</summary>
    void Clear();
}
