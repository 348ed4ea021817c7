using QuikGraph;
using QuikGraph.Algorithms;

namespace Chaos.Checking;

/// <summary>Which node could send to which, as it was measured: a directed graph.</summary>
internal sealed class ReachGraph
{
    private readonly AdjacencyGraph<string, Edge<string>> graph = new(allowParallelEdges: false);
    private readonly IReadOnlyList<string> nodes;

    public ReachGraph(IReadOnlyList<string> nodes, IReadOnlySet<Link> broken)
    {
        this.nodes = nodes;
        Broken = [.. broken.Where(link => nodes.Contains(link.From) && nodes.Contains(link.To)).OrderBy(link => link.ToString(), StringComparer.Ordinal)];
        graph.AddVertexRange(nodes);
        foreach (var from in nodes)
        {
            foreach (var to in nodes.Where(to => to != from && !broken.Contains(new(from, to)))) graph.AddEdge(new(from, to));
        }
    }

    /// <summary>The directions in which nothing arrived.</summary>
    public IReadOnlyList<Link> Broken { get; }

    /// <summary>Nodes that reach each other, perhaps over others (strongly connected components), in the order of their first node.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Components()
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        graph.StronglyConnectedComponents(numbers);
        return Group(numbers);
    }

    /// <summary>Nodes between which and all others nothing passed in either direction (weakly connected components).</summary>
    public IReadOnlyList<IReadOnlyList<string>> Islands()
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        graph.WeaklyConnectedComponents(numbers);
        return Group(numbers);
    }

    /// <summary>The nodes with which a node could talk, in both directions; itself among them.</summary>
    public IReadOnlyList<string> ReachedBy(string node) =>
        [.. nodes.Where(other => other == node || (graph.ContainsEdge(node, other) && graph.ContainsEdge(other, node)))];

    private List<IReadOnlyList<string>> Group(Dictionary<string, int> numbers) =>
        [.. nodes.GroupBy(node => numbers[node]).Select(IReadOnlyList<string> (group) => [.. group])];
}
