using Chaos.Nemeses;
using YamlDotNet.RepresentationModel;

namespace Chaos.Campaigns;

/// <summary>The dimensions of a matrix, each with its values.</summary>
internal sealed record CellDimensions
{
    /// <summary>The keys of a block that are dimensions.</summary>
    public static readonly string[] Keys = ["system", "workload", "nemesis", "nodes", "on", "seeds", "options"];

    private const int MostNodes = 9;

    public IReadOnlyList<SuiteWord> Systems { get; init; } = [];

    public IReadOnlyList<SuiteWord> Workloads { get; init; } = [new("", 0)];

    public IReadOnlyList<SuiteWord> Nemeses { get; init; } = [new("none", 0)];

    public IReadOnlyList<SuiteWord> Nodes { get; init; } = [new("3", 0)];

    public IReadOnlyList<SuiteWord> Backends { get; init; } = [new("docker", 0)];

    public required IReadOnlyList<CellSeed> Seeds { get; init; }

    public IReadOnlyDictionary<string, IReadOnlyList<SuiteWord>> Options { get; init; } =
        new SortedDictionary<string, IReadOnlyList<SuiteWord>>(StringComparer.Ordinal);

    /// <summary>How many combinations there are.</summary>
    public long Count => Options.Values.Aggregate(
        (long)Systems.Count * Workloads.Count * Nemeses.Count * Nodes.Count * Backends.Count * Seeds.Count,
        (product, values) => product * values.Count);

    /// <summary>A matrix of one combination.</summary>
    public static CellDimensions Of(CellPoint point) => new()
    {
        Systems = [point.System],
        Workloads = [point.Workload],
        Nemeses = [point.Nemesis],
        Nodes = [point.Nodes],
        Backends = [point.Backend],
        Seeds = [point.Seed],
        Options = new SortedDictionary<string, IReadOnlyList<SuiteWord>>(
            point.Options.ToDictionary(option => option.Key, option => (IReadOnlyList<SuiteWord>)[option.Value]), StringComparer.Ordinal),
    };

    /// <summary>These dimensions, with those that a map has in their place; options by name.</summary>
    public CellDimensions With(YamlMap map, DateOnly date) => this with
    {
        Systems = Words(map, "system", (at, node) => at.WordOf(node, "a system")) ?? Systems,
        Workloads = Words(map, "workload", WorkloadOf) ?? Workloads,
        Nemeses = Words(map, "nemesis", NemesisOf) ?? Nemeses,
        Nodes = Words(map, "nodes", NodesOf) ?? Nodes,
        Backends = Words(map, "on", (at, node) => at.WordOf(node, "a backend")) ?? Backends,
        Seeds = CellSeed.Read(map, date) ?? Seeds,
        Options = OptionsOf(map),
    };

    /// <summary>All combinations; the last dimension changes fastest.</summary>
    public IEnumerable<CellPoint> Points() =>
        from system in Systems
        from workload in Workloads
        from options in Combinations([.. Options])
        from nemesis in Nemeses
        from nodes in Nodes
        from backend in Backends
        from seed in Seeds
        select new CellPoint
        {
            System = system,
            Workload = workload,
            Options = options,
            Nemesis = nemesis,
            Nodes = nodes,
            Backend = backend,
            Seed = seed,
        };

    /// <summary>The words of a key, each read by <paramref name="read"/>; null where the key is absent.</summary>
    internal static IReadOnlyList<SuiteWord>? Words(YamlMap map, string key, Func<YamlMap, YamlNode, SuiteWord> read) =>
        map.Items(key)?.Select(node => read(map, node)).ToArray();

    /// <summary>A workload: <c>register:reads=80</c>, or <c>{register: {reads: 80}}</c>.</summary>
    internal static SuiteWord WorkloadOf(YamlMap map, YamlNode node) => node is YamlMappingNode
        ? Named(map, node, "a workload", (_, _) => { }) is [var one]
            ? one
            : throw map.Wrong((int)node.Start.Line, "expected one workload with its parameters here; several are a list.")
        : map.WordOf(node, "a workload");

    /// <summary>The nemeses of a cell: <c>partition,kill:target=leader</c>, or <c>{partition: {}, kill: {target: leader}}</c>.</summary>
    internal static SuiteWord NemesisOf(YamlMap map, YamlNode node)
    {
        var words = node is YamlMappingNode ? Named(map, node, "a nemesis", CheckNemesis) : [map.WordOf(node, "a nemesis")];
        var requests = words.SelectMany(word => map.Located(word.Line, () => NemesisArguments.Parse(word.Text))).ToArray();
        return new(requests.Length == 0 ? "none" : string.Join(',', requests.Select(request => request.ToString())), (int)node.Start.Line);
    }

    internal static SuiteWord NodesOf(YamlMap map, YamlNode node)
    {
        var word = map.WordOf(node, "a number of nodes");
        return map.Located(word.Line, () => word with { Text = $"{SettingValue.Count("nodes", word.Text, 1, MostNodes)}" });
    }

    private static void CheckNemesis(string name, KeyValuePair<string, string>? parameter) =>
        NemesisArguments.Request(name, parameter is { } given ? [given] : []);

    // A map of names to maps of parameters, each as the command line writes it. Each is checked by itself, for the sake of its line.
    private static SuiteWord[] Named(YamlMap map, YamlNode node, string what, Action<string, KeyValuePair<string, string>?> check)
    {
        var names = map.MapOf(node, what);
        return names.Keys.Select(name =>
        {
            Check(name.Line, name.Text, null);
            if (names.At(name.Text) is YamlScalarNode { Value: null or "" or "~" }) return name;
            var given = names.Map(name.Text, $"the parameters of {name}")!;
            var parameters = given.Keys.Select(key =>
            {
                var value = ParameterOf(given, key);
                Check(key.Line, name.Text, KeyValuePair.Create(key.Text, value));
                return $"{key}={value}";
            }).ToArray();
            return name with { Text = string.Join(':', parameters.Prepend(name.Text)) };
        }).ToArray();

        void Check(int line, string name, KeyValuePair<string, string>? parameter) => map.Located(line, () =>
        {
            check(name, parameter);
            return true;
        });
    }

    private static string ParameterOf(YamlMap map, SuiteWord key)
    {
        var value = map.Word(key.Text)!.Value;
        return value.Text.Length > 0 && value.Text.IndexOfAny([':', ',']) < 0
            ? value.Text
            : throw map.Wrong(value.Line, $"parameter {key}: a value may not be empty, nor hold ':' or ','.");
    }

    private SortedDictionary<string, IReadOnlyList<SuiteWord>> OptionsOf(YamlMap map)
    {
        var options = new SortedDictionary<string, IReadOnlyList<SuiteWord>>(StringComparer.Ordinal);
        foreach (var (name, values) in Options) options[name] = values;
        if (map.Map("options", "the options of a system") is not { } given) return options;
        foreach (var name in given.Keys)
            options[name.Text] = Words(given, name.Text, (at, node) => at.WordOf(node, $"option {name}"))!;
        return options;
    }

    private static IEnumerable<IReadOnlyList<KeyValuePair<string, SuiteWord>>> Combinations(
        IReadOnlyList<KeyValuePair<string, IReadOnlyList<SuiteWord>>> options) =>
        options.Count == 0
            ? [[]]
            : from value in options[0].Value
              from rest in Combinations([.. options.Skip(1)])
              select (IReadOnlyList<KeyValuePair<string, SuiteWord>>)[KeyValuePair.Create(options[0].Key, value), .. rest];
}
