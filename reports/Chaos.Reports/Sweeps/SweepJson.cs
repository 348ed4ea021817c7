using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chaos.Reports;

/// <summary>Generated serialisation of a sweep's results: camelCase names, enumerations in kebab-case.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    Converters = [typeof(KebabEnumConverter<Verdict>), typeof(KebabEnumConverter<HarnessState>)])]
[JsonSerializable(typeof(SweepResults))]
public sealed partial class SweepJson : JsonSerializerContext
{
    /// <summary>The file's name in a sweep's folder.</summary>
    public const string FileName = "results.json";

    /// <summary>One JSON object, indented, with a line end.</summary>
    public static string Of(SweepResults results) => JsonSerializer.Serialize(results, Default.SweepResults) + "\n";
}
