using System.Net;

namespace Chaos.Agent;

/// <summary>The sources from which the pod drops every packet.</summary>
internal interface ICuts
{
    /// <summary>Cuts these sources and no others, atomically; returns what the kernel has then.</summary>
    IReadOnlyList<CutSource> Apply(IReadOnlyCollection<IPAddress> sources);

    /// <summary>What the kernel has.</summary>
    IReadOnlyList<CutSource> Read();

    /// <summary>Removes everything and asks the kernel that nothing is left.</summary>
    void Clear();
}
