using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using System.Xml.Linq;
using Chaos.Reports;

namespace Chaos.Tests.Reports;

/// <summary>Schemas of results, made from the types that are written; descriptions come from their documentation.</summary>
internal static class ResultsSchema
{
    private static readonly Dictionary<string, string> Summaries = ReadSummaries();

    /// <summary>The schema of a run's <c>results.json</c>.</summary>
    public static string OfRun() => Text(ResultsJson.Default.RunResults, $"results.json, schema {RunResults.CurrentSchema}");

    /// <summary>The schema of a suite's <c>results.json</c>.</summary>
    public static string OfSuite() =>
        Text(SuiteJson.Default.SuiteResults, $"results.json of a suite, schema {SuiteResults.CurrentSchema}");

    /// <summary>The schema of a sweep's <c>results.json</c>.</summary>
    public static string OfSweep() =>
        Text(SweepJson.Default.SweepResults, $"results.json of a sweep, schema {SweepResults.CurrentSchema}");

    /// <summary>The schema of a proof's <c>results.json</c>.</summary>
    public static string OfProof() =>
        Text(ProofJson.Default.ProofResults, $"results.json of a proof, schema {ProofResults.CurrentSchema}");

    private static string Text(JsonTypeInfo type, string title)
    {
        var schema = type.GetJsonSchemaAsNode(new()
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = Describe,
        });
        var document = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = title,
        };
        foreach (var (name, value) in schema.AsObject().ToList())
            document[name] = value?.DeepClone();
        var options = new JsonSerializerOptions(JsonSerializerOptions.Default) { WriteIndented = true, NewLine = "\n" };
        options.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        return document.ToJsonString(options) + "\n";
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode node)
    {
        if (node is not JsonObject schema || context.PropertyInfo is not { } property) return node;
        var declaring = property.DeclaringType.FullName!.Replace('+', '.');
        var name = property.AttributeProvider is System.Reflection.MemberInfo member ? member.Name : property.Name;
        if (!Summaries.TryGetValue($"P:{declaring}.{name}", out var summary)) return node;
        var described = new JsonObject { ["description"] = summary };
        foreach (var (key, value) in schema.ToList())
            described[key] = value?.DeepClone();
        return described;
    }

    private static Dictionary<string, string> ReadSummaries() =>
        new[] { "Chaos.Reports.xml", "Chaos.Checking.xml", "Chaos.Core.xml" }
            .SelectMany(file => XDocument.Load(Path.Combine(AppContext.BaseDirectory, file)).Descendants("member"))
            .ToDictionary(member => member.Attribute("name")!.Value, member => Plain(member.Element("summary")), StringComparer.Ordinal);

    // References show their last name, code its text; white space is one blank.
    private static string Plain(XElement? summary)
    {
        if (summary is null) return "";
        var words = summary.Nodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "see" } see => see.Attribute("cref")?.Value.Split('.')[^1] ?? "",
            XElement element => element.Value,
            _ => "",
        });
        return string.Join(' ', string.Concat(words).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
