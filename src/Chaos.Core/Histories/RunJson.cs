using System.Text.Json.Serialization;

namespace Chaos;

/// <summary>How faults and observations are written as JSON: camel case, enumerations by name, absent members left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(FaultRecord))]
[JsonSerializable(typeof(Observation))]
[JsonSerializable(typeof(MessageRecord))]
internal sealed partial class RunJson : JsonSerializerContext;
