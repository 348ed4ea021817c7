namespace Chaos.Clusters;

/// <summary>An image that is in the engine.</summary>
internal sealed record ResolvedImage(string Reference, string Id, ImageOrigin Origin);
