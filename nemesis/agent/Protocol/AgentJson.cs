using System.Text.Json.Serialization;

namespace Chaos.Agent;

/// <summary>Serializers made at compile time: the native agent has no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(AgentRequest))]
[JsonSerializable(typeof(AgentReply))]
internal sealed partial class AgentJson : JsonSerializerContext;
