using System.Text.Json.Serialization;

namespace Chaos.Agent;

/// <summary>Signals by their Linux numbers, the same on x64 and arm64.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AgentSignal>))]
internal enum AgentSignal
{
    /// <summary>Asks whether the process is there; delivers nothing.</summary>
    [JsonStringEnumMemberName("none")]
    None = 0,

    /// <summary>Reload, by custom.</summary>
    [JsonStringEnumMemberName("hup")]
    Hup = 1,

    /// <summary>As Ctrl-C.</summary>
    [JsonStringEnumMemberName("int")]
    Int = 2,

    /// <summary>Stack dump, then end, in Go and the JVM.</summary>
    [JsonStringEnumMemberName("quit")]
    Quit = 3,

    /// <summary>End at once; cannot be caught.</summary>
    [JsonStringEnumMemberName("kill")]
    Kill = 9,

    /// <summary>Free for the program's use.</summary>
    [JsonStringEnumMemberName("usr1")]
    Usr1 = 10,

    /// <summary>Free for the program's use.</summary>
    [JsonStringEnumMemberName("usr2")]
    Usr2 = 12,

    /// <summary>End in good order.</summary>
    [JsonStringEnumMemberName("term")]
    Term = 15,

    /// <summary>Go on after a stop.</summary>
    [JsonStringEnumMemberName("cont")]
    Cont = 18,

    /// <summary>Stop where you are; cannot be caught.</summary>
    [JsonStringEnumMemberName("stop")]
    Stop = 19,
}
