using System.Text.Json.Serialization;

namespace Chaos.Reports;

/// <summary>Generated serialisation: camelCase names, enumerations in kebab-case.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    Converters =
    [
        typeof(KebabEnumConverter<Verdict>), typeof(KebabEnumConverter<VerdictFamily>), typeof(KebabEnumConverter<HarnessState>),
        typeof(KebabEnumConverter<OperationType>), typeof(KebabEnumConverter<BrokenPromise>),
        typeof(KebabEnumConverter<Confirmation>),
    ])]
[JsonSerializable(typeof(RunResults))]
[JsonSerializable(typeof(RunFacts))]
public sealed partial class ResultsJson : JsonSerializerContext;
