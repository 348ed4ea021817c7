using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chaos.Reports;

/// <summary>Generated serialisation of a proof's results: camelCase names, enumerations in kebab-case.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    Converters =
    [
        typeof(KebabEnumConverter<Verdict>), typeof(KebabEnumConverter<HarnessState>), typeof(KebabEnumConverter<ProofClaim>),
        typeof(KebabEnumConverter<NodeRole>),
    ])]
[JsonSerializable(typeof(ProofResults))]
public sealed partial class ProofJson : JsonSerializerContext
{
    /// <summary>The file's name in a proof's folder.</summary>
    public const string FileName = "results.json";

    /// <summary>One JSON object, indented, with a line end.</summary>
    public static string Of(ProofResults results) => JsonSerializer.Serialize(results, Default.ProofResults) + "\n";
}
