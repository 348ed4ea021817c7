using System.Text.Json.Serialization;

namespace Chaos.Agent;

/// <summary>A kind of call on a file.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FailingCall>))]
internal enum FailingCall
{
    /// <summary>Reading what the kernel has not in memory.</summary>
    [JsonStringEnumMemberName("read")]
    Read,

    /// <summary>Writing, and taking room in advance.</summary>
    [JsonStringEnumMemberName("write")]
    Write,

    /// <summary>fsync and fdatasync.</summary>
    [JsonStringEnumMemberName("fsync")]
    Fsync,

    /// <summary>Opening and creating.</summary>
    [JsonStringEnumMemberName("open")]
    Open,
}
