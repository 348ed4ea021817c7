using System.Text.Json.Serialization;

namespace Chaos.Reports;

/// <summary>Generated serialisation of a suite's results: camelCase names, enumerations in kebab-case.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    Converters =
    [
        typeof(KebabEnumConverter<Verdict>), typeof(KebabEnumConverter<HarnessState>), typeof(KebabEnumConverter<CellStatus>),
        typeof(KebabEnumConverter<CellChange>),
    ])]
[JsonSerializable(typeof(SuiteResults))]
[JsonSerializable(typeof(CellRun))]
public sealed partial class SuiteJson : JsonSerializerContext;
