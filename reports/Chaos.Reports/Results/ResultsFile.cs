using System.Text.Json;

namespace Chaos.Reports;

/// <summary><see cref="RunResults"/> to and from JSON.</summary>
public static class ResultsFile
{
    /// <summary>The file's name in a run's folder.</summary>
    public const string Name = "results.json";

    /// <summary>One JSON object, indented, with a line end.</summary>
    public static string ToJson(RunResults results) =>
        JsonSerializer.Serialize(results, ResultsJson.Default.RunResults) + "\n";

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is not a results file, or one of another schema.</exception>
    public static RunResults FromJson(string json)
    {
        var results = JsonSerializer.Deserialize(json, ResultsJson.Default.RunResults)
            ?? throw new JsonException("The results file holds null, but an object was expected. Write it again with chaos check.");
        return results.Schema == RunResults.CurrentSchema
            ? results
            : throw new JsonException($"The results file has schema {results.Schema}, but this version of Chaos reads "
                + $"{RunResults.CurrentSchema}. Write it again with chaos check.");
    }
}
