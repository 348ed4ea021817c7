using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Chaos.Campaigns;

/// <summary>A map of a suite file, read key by key; every complaint names the file and the line.</summary>
/// <param name="File">The file, as the user named it.</param>
/// <param name="What">What the map is, for messages: <c>a cell block</c>.</param>
/// <param name="Node">The map.</param>
internal sealed record YamlMap(string File, string What, YamlMappingNode Node)
{
    /// <summary>The line where it begins.</summary>
    public int Line => (int)Node.Start.Line;

    /// <summary>The keys with their lines.</summary>
    public IEnumerable<SuiteWord> Keys => Node.Children.Keys.Select(key => WordOf(key, $"a key of {What}"));

    /// <summary>Reads the one document of a file.</summary>
    /// <exception cref="UsageException">It is not YAML, or not one document that is a map.</exception>
    public static YamlMap Read(string file, string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException failure)
        {
            throw new UsageException($"{file}, line {failure.Start.Line}: this is not YAML: {failure.Message}", failure);
        }

        if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root) return new(file, "a suite", root);
        throw new UsageException(
            $"{file}, line 1: expected one YAML map with the keys name and cells, found "
            + (stream.Documents.Count == 1 ? "something else." : $"{stream.Documents.Count} documents."));
    }

    /// <summary>An exception that names file and line.</summary>
    public UsageException Wrong(int line, string message) => new($"{File}, line {line}: {message}");

    /// <summary>Refuses keys that are not among the known ones.</summary>
    public void AllowOnly(params IEnumerable<string> known)
    {
        var all = known.ToArray();
        foreach (var key in Keys.Where(key => !all.Contains(key.Text, StringComparer.Ordinal)))
            throw Wrong(key.Line, NearestName.Unknown($"key of {What}", key.Text, all));
    }

    /// <summary>The node under a key; null where the key is absent.</summary>
    public YamlNode? At(string key) => Node.Children.FirstOrDefault(child => child.Key is YamlScalarNode { Value: { } name } && name == key).Value;

    /// <summary>A single word under a key; null where the key is absent.</summary>
    public SuiteWord? Word(string key) => At(key) is { } node ? WordOf(node, $"'{key}'") : null;

    /// <summary>A value under a key, read by <paramref name="read"/>; its complaint gets the line.</summary>
    public T Value<T>(string key, T otherwise, Func<string, string, T> read) =>
        Word(key) is { } word ? Located(word.Line, () => read(key, word.Text)) : otherwise;

    /// <summary>A list under a key, or the one thing that stands there instead; null where the key is absent.</summary>
    /// <exception cref="UsageException">The list is empty: a matrix over it would be.</exception>
    public IReadOnlyList<YamlNode>? Items(string key) => At(key) switch
    {
        null => null,
        YamlSequenceNode { Children.Count: 0 } empty => throw Wrong(
            (int)empty.Start.Line, $"'{key}' of {What} is an empty list, so its matrix is empty. Name at least one, or leave the key out."),
        YamlSequenceNode list => [.. list.Children],
        var one => [one],
    };

    /// <summary>A map under a key; null where the key is absent.</summary>
    public YamlMap? Map(string key, string what) => At(key) is { } node ? MapOf(node, what) : null;

    /// <summary>The maps of a list under a key; none where the key is absent.</summary>
    public IEnumerable<YamlMap> Maps(string key, string what) => (Items(key) ?? []).Select(item => MapOf(item, what));

    /// <summary>The node as a map.</summary>
    public YamlMap MapOf(YamlNode node, string what) => node is YamlMappingNode map
        ? new(File, what, map)
        : throw Wrong((int)node.Start.Line, $"expected {what} as a map of keys and values here.");

    /// <summary>The node as a single word.</summary>
    public SuiteWord WordOf(YamlNode node, string what) => node is YamlScalarNode scalar
        ? new(scalar.Value ?? "", (int)scalar.Start.Line)
        : throw Wrong((int)node.Start.Line, $"expected one value for {what}, not a list or a map.");

    /// <summary>Does something whose complaint gets the line.</summary>
    public T Located<T>(int line, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (UsageException wrong) when (!wrong.Message.StartsWith($"{File}, line ", StringComparison.Ordinal))
        {
            throw new UsageException($"{File}, line {line}: {wrong.Message}", wrong);
        }
    }
}
