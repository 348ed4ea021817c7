using System.Net;

namespace Chaos.Clusters;

/// <summary>A node that is to be started: its name, address, group and the image of the group.</summary>
internal sealed record PodSite(string Name, IPAddress Address, NodeGroup Members, ResolvedImage Image);
