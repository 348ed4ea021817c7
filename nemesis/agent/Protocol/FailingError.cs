using System.Text.Json.Serialization;

namespace Chaos.Agent;

/// <summary>The error that a call gets.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FailingError>))]
internal enum FailingError
{
    /// <summary>The disk is broken.</summary>
    [JsonStringEnumMemberName("EIO")]
    InputOutput,

    /// <summary>The disk is full.</summary>
    [JsonStringEnumMemberName("ENOSPC")]
    NoSpace,
}
