namespace Chaos.Campaigns;

/// <summary>Picks cells of a matrix: an <c>exclude</c>, or the <c>when</c> of an override. Each key has one value or a list of them.</summary>
internal sealed class CellMatch
{
    private readonly Dictionary<string, IReadOnlyList<string>> wanted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> options = new(StringComparer.Ordinal);
    private readonly YamlMap map;
    private bool hasMatched;

    private CellMatch(YamlMap map) => this.map = map;

    /// <summary>Reads it.</summary>
    public static CellMatch Read(YamlMap map)
    {
        map.AllowOnly(CellDimensions.Keys);
        var match = new CellMatch(map);
        match.Add("system", (at, node) => at.WordOf(node, "a system"));
        match.Add("workload", CellDimensions.WorkloadOf);
        match.Add("nemesis", CellDimensions.NemesisOf);
        match.Add("nodes", CellDimensions.NodesOf);
        match.Add("on", (at, node) => at.WordOf(node, "a backend"));
        match.Add("seeds", (at, node) => at.WordOf(node, "a seed"));
        if (map.Map("options", "the options of a system") is { } given)
        {
            foreach (var name in given.Keys)
                match.options[name.Text] = Texts(CellDimensions.Words(given, name.Text, (at, node) => at.WordOf(node, $"option {name}"))!);
        }

        return match;
    }

    /// <summary>Whether it means this cell.</summary>
    public bool Matches(CellPoint point)
    {
        var isMeant = Is("system", point.System.Text) && Is("workload", point.Workload.Text) && Is("nemesis", point.Nemesis.Text)
            && Is("nodes", point.Nodes.Text) && Is("on", point.Backend.Text) && Is("seeds", point.Seed.Label)
            && options.All(option => point.Options.Any(given => given.Key == option.Key && option.Value.Contains(given.Value.Text)));
        hasMatched |= isMeant;
        return isMeant;
    }

    /// <summary>Refuses a pick that meant no cell: it is mistyped.</summary>
    public void RequireMatched()
    {
        if (!hasMatched) throw map.Wrong(map.Line, $"{map.What} picks no cell of its block. Compare its values with those of the matrix.");
    }

    private bool Is(string key, string value) => !wanted.TryGetValue(key, out var values) || values.Contains(value, StringComparer.Ordinal);

    private void Add(string key, Func<YamlMap, YamlDotNet.RepresentationModel.YamlNode, SuiteWord> read)
    {
        if (CellDimensions.Words(map, key, read) is { } words) wanted[key] = Texts(words);
    }

    private static string[] Texts(IEnumerable<SuiteWord> words) => words.Select(word => word.Text).ToArray();
}
