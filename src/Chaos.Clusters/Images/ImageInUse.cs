namespace Chaos.Clusters;

/// <summary>The image that a node runs.</summary>
/// <param name="Node">The node.</param>
/// <param name="Reference">The name that it was started by: the official tag, or the tag of the image built here.</param>
/// <param name="Id">The id that the engine resolved it to.</param>
/// <param name="Origin">Where it came from.</param>
public sealed record ImageInUse(string Node, string Reference, string Id, ImageOrigin Origin);
