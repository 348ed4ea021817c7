using System.Text.RegularExpressions;

namespace Chaos.Nemeses;

/// <summary>
/// Which node plays now the part that a node played when a fault was stored: who led then and who leads now change places, the others
/// stay who they are.
/// </summary>
internal sealed partial class RoleMapping
{
    private readonly Dictionary<string, string> nodes;

    private RoleMapping(Dictionary<string, string> nodes) => this.nodes = nodes;

    /// <summary>The mapping from one leader to another; nobody changes where one of them is not known.</summary>
    public static RoleMapping Of(string? ledThen, string? leadsNow) => new(ledThen is null || leadsNow is null
        ? []
        : new(StringComparer.Ordinal) { [ledThen] = leadsNow, [leadsNow] = ledThen });

    /// <summary>The node that plays the part of this one.</summary>
    public string Of(string node) => nodes.GetValueOrDefault(node, node);

    /// <summary>The nodes, in the order of their names.</summary>
    public IReadOnlyList<string> Of(IEnumerable<string> all) => [.. all.Select(Of).Order(StringComparer.Ordinal)];

    /// <summary>The directions between the nodes that play the parts.</summary>
    public IReadOnlyList<Link> Of(IEnumerable<Link> links) => [.. links.Select(link => new Link(Of(link.From), Of(link.To)))];

    /// <summary>A text with every name of a node in it changed.</summary>
    public string InText(string text) => Word().Replace(text, word => Of(word.Value));

    [GeneratedRegex(@"[\w-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
