namespace Chaos.Nemeses;

/// <summary>
/// An explicit list of cuts, as the parameter <c>cut</c> of <c>shape=matrix</c>: <c>n1&gt;n2</c> cuts what n1 sends to n2, <c>n1&lt;&gt;n2</c>
/// both directions, <c>*</c> stands for all other nodes, and <c>+</c> joins several.
/// </summary>
internal sealed class CutMatrix
{
    private const string Everyone = "*";
    private const string Form =
        "Write FROM>TO, or FROM<>TO for both directions, joined by '+'; '*' is every other node. For instance, in quotes for the shell: "
        + "'partition:shape=matrix:cut=n1>n2+n3<>*'.";

    private readonly IReadOnlyList<Link> entries;

    private CutMatrix(IReadOnlyList<Link> entries) => this.entries = entries;

    /// <summary>The specification of the parameter.</summary>
    public static OptionSpec Spec { get; } = new(
        "cut", null, "The cuts of shape=matrix: FROM>TO (one direction) or FROM<>TO (both), joined by '+'; '*' is every other node: n1>n2+n3<>*.");

    /// <summary>Reads the parameter.</summary>
    /// <exception cref="UsageException">It has another form, or cuts a node from itself.</exception>
    public static CutMatrix Parse(string text) => new([.. text.Split('+').SelectMany(One)]);

    /// <summary>Says which node does not exist; null where all do.</summary>
    public string? WhyUnavailable(IReadOnlyList<string> nodes) =>
        entries.SelectMany(entry => new[] { entry.From, entry.To })
            .FirstOrDefault(name => name != Everyone && !nodes.Contains(name, StringComparer.Ordinal)) is { } unknown
                ? NearestName.Unknown("node", unknown, nodes)
                : null;

    /// <summary>The directions between these nodes.</summary>
    public IReadOnlyList<Link> Links(IReadOnlyList<string> nodes) =>
    [
        .. from entry in entries
           from source in entry.From is Everyone ? nodes : [entry.From]
           from target in entry.To is Everyone ? nodes : [entry.To]
           where source != target
           select new Link(source, target),
    ];

    private static IEnumerable<Link> One(string text)
    {
        var both = text.Split("<>");
        var ends = both.Length == 2 ? both : text.Split('>');
        if (ends.Length != 2 || ends.Any(end => end.Length == 0 || end.IndexOfAny(['<', '>', ' ']) >= 0 || (end != Everyone && end.Contains('*'))))
            throw new UsageException($"Nemesis {PartitionFamily.Name}: '{text}' is no cut. {Form}");
        if (ends[0] == ends[1] && ends[0] != Everyone)
            throw new UsageException($"Nemesis {PartitionFamily.Name}: '{text}' names one node twice. {Form}");
        return both.Length == 2 ? [new(ends[0], ends[1]), new(ends[1], ends[0])] : [new(ends[0], ends[1])];
    }
}
