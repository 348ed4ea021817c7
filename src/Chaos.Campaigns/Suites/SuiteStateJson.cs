using System.Text.Json.Serialization;
using Chaos.Reports;

namespace Chaos.Campaigns;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(SuiteStateEntry))]
[JsonSerializable(typeof(CellRun))]
[JsonSerializable(typeof(RunOrder))]
internal sealed partial class SuiteStateJson : JsonSerializerContext;
