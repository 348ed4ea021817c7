using System.Text.Json;
using System.Text.Json.Nodes;
using Chaos.Campaigns;
using Chaos.Tests.House;
using Json.Schema;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Chaos.Tests.Suites;

/// <summary>The schema for editors and the reader of suite files agree, and the shipped suites satisfy both.</summary>
public sealed class SuiteSchemaTests
{
    private const string SchemaFile = "workloads/suites/chaos-suite.schema.json";

    private static readonly JsonSchema Schema = JsonSchema.FromText(Repository.Read(SchemaFile));

    public static TheoryData<string> Shipped => [.. Repository.Files(".yaml").Where(path => path.StartsWith("workloads/suites/", StringComparison.Ordinal))];

    [Fact]
    public void Four_suites_are_shipped() => Assert.Superset(
        new HashSet<string> { "smoke", "nightly", "cluster-size", "no-split-brain" },
        Shipped.Select(row => Path.GetFileNameWithoutExtension((string)row.Data)).ToHashSet());

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_shipped_suite_resolves_and_satisfies_the_schema(string path)
    {
        var suite = SuiteFile.Read(Path.Combine(Repository.Root, path), SuiteText.Night, _ => null);
        Assert.NotEmpty(suite.Cells);
        Assert.Equal(Path.GetFileNameWithoutExtension(path), suite.Name);
        Assert.NotNull(suite.Description);
        Assert.StartsWith("# yaml-language-server: $schema=./chaos-suite.schema.json\n", suite.Text, StringComparison.Ordinal);
        Assert.True(IsAllowed(suite.Text), path);
    }

    [Theory]
    [InlineData("nmae: x\ncells: {system: etcd}")]
    [InlineData("name: x\ncells: {system: etcd, nemsis: kill}")]
    [InlineData("name: x\ncells: {system: etcd, nodes: 10}")]
    [InlineData("name: x\ncells: {system: etcd, expect: vaild}")]
    [InlineData("name: x\ncells: []")]
    [InlineData("name: x\ncells: {system: etcd, overrides: {when: {nodes: 3}, set: {nodes: 5}}}")]
    public void The_schema_refuses_what_the_reader_refuses(string text)
    {
        Assert.False(IsAllowed(text));
        SuiteText.WhyWrong(text);
    }

    [Fact]
    public void The_schema_has_the_keys_of_the_reader()
    {
        var schema = JsonNode.Parse(Repository.Read(SchemaFile))!;
        var cells = schema["properties"]!["cells"]!["oneOf"]![0]!["properties"]!;
        var definitions = schema["$defs"]!;
        Assert.Equal(SuiteFile.Keys.Order(), Names(schema["properties"]!));
        Assert.Equal(SuiteBlockReader.Keys.Order(), Names(cells));
        Assert.Equal(CellDimensions.Keys.Concat(CellSettings.Keys).Append("match").Order(), Names(definitions));
        Assert.Equal(MinimumLoad.Keys.Order(), Names(definitions["minimum"]!["properties"]!));
        Assert.Equal(SuiteBlockReader.SiblingKeys.Order(), Names(definitions["sibling"]!["properties"]!));
        Assert.Equal(CellDimensions.Keys.Order(), Names(definitions["match"]!["properties"]!));
    }

    [Fact]
    public void Every_key_has_a_line_in_the_reference()
    {
        var page = Repository.Read("docs/reference/suite-file.md");
        string[] keys = [.. SuiteFile.Keys, .. SuiteBlockReader.Keys, .. MinimumLoad.Keys];
        Findings.AssertNone(keys.Where(key => !page.Contains($"`{key}`", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Names(JsonNode map) => map.AsObject().Select(property => property.Key).Order();

    private static bool IsAllowed(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        using var document = JsonDocument.Parse(JsonOf(stream.Documents[0].RootNode)?.ToJsonString() ?? "null");
        return Schema.Evaluate(document.RootElement).IsValid;
    }

    // As an editor reads it: plain words that look like numbers and booleans are.
    private static JsonNode? JsonOf(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(child =>
            KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, JsonOf(child.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(JsonOf)]),
        YamlScalarNode { Style: not YamlDotNet.Core.ScalarStyle.Plain } quoted => JsonValue.Create(quoted.Value),
        YamlScalarNode { Value: null or "" or "~" } => null,
        YamlScalarNode { Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
        YamlScalarNode word when decimal.TryParse(word.Value, out var number) => JsonValue.Create(number),
        YamlScalarNode word => JsonValue.Create(word.Value),
        _ => throw new InvalidOperationException($"{node} is no YAML that a suite has."),
    };
}
