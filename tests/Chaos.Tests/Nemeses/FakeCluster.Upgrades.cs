namespace Chaos.Tests.Nemeses;

/// <summary>The versions of the fake cluster's nodes: what they tell is what they were started with, unless it is told to lie.</summary>
internal sealed partial class FakeCluster : INodeUpgrades
{
    private readonly Dictionary<string, string> versions = new(StringComparer.Ordinal);

    /// <summary>Nodes whose new program tells the old version.</summary>
    public HashSet<string> KeepTheirVersion { get; } = [];

    /// <summary>Nodes that never tell their version again once they were upgraded.</summary>
    public HashSet<string> Mute { get; } = [];

    /// <summary>Who was upgraded, and who was away with it.</summary>
    public List<string> Upgrades { get; } = [];

    public string VersionOf(string node) => versions.GetValueOrDefault(node, "1.0");

    public ValueTask<EffectTime> UpgradeAsync(string node, CancellationToken cancellationToken)
    {
        Upgrades.Add(string.Join('+', All.Where(one => one.State is NodeProcessState.Gone && !one.IsSpare).Select(one => one.Name)));
        versions[node] = KeepTheirVersion.Contains(node) ? "1.0" : "1.1";
        return StartAsync(node, cancellationToken);
    }

    public ValueTask<string?> VersionOfAsync(string node, CancellationToken cancellationToken) => new(
        Find(node).State is NodeProcessState.Running && !(Mute.Contains(node) && versions.ContainsKey(node)) ? VersionOf(node) : null);
}
