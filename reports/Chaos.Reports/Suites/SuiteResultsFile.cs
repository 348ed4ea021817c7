using System.Text.Json;

namespace Chaos.Reports;

/// <summary><see cref="SuiteResults"/> to and from JSON.</summary>
public static class SuiteResultsFile
{
    /// <summary>The file's name in a suite's folder.</summary>
    public const string Name = "results.json";

    /// <summary>One JSON object, indented, with a line end.</summary>
    public static string ToJson(SuiteResults results) =>
        JsonSerializer.Serialize(results, SuiteJson.Default.SuiteResults) + "\n";

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is not a suite's results, or one of another schema.</exception>
    public static SuiteResults FromJson(string json)
    {
        var results = JsonSerializer.Deserialize(json, SuiteJson.Default.SuiteResults)
            ?? throw new JsonException("it holds null, but an object was expected.");
        return results.Schema == SuiteResults.CurrentSchema
            ? results
            : throw new JsonException(
                $"its schema is {results.Schema}, but this version of Chaos reads {SuiteResults.CurrentSchema}.");
    }
}
