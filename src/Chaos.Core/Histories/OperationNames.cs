using System.Text.Json;

namespace Chaos;

/// <summary>The member names of a line of <c>history.jsonl</c> (Jepsen's names), encoded once.</summary>
internal static class OperationNames
{
    public const string NemesisProcess = "nemesis";

    public static readonly JsonEncodedText Index = JsonEncodedText.Encode("index");
    public static readonly JsonEncodedText Time = JsonEncodedText.Encode("time");
    public static readonly JsonEncodedText Process = JsonEncodedText.Encode("process");
    public static readonly JsonEncodedText Type = JsonEncodedText.Encode("type");
    public static readonly JsonEncodedText F = JsonEncodedText.Encode("f");
    public static readonly JsonEncodedText Key = JsonEncodedText.Encode("key");
    public static readonly JsonEncodedText Value = JsonEncodedText.Encode("value");
    public static readonly JsonEncodedText Node = JsonEncodedText.Encode("node");
    public static readonly JsonEncodedText Due = JsonEncodedText.Encode("due");
    public static readonly JsonEncodedText Error = JsonEncodedText.Encode("error");
    public static readonly JsonEncodedText Evidence = JsonEncodedText.Encode("evidence");
    public static readonly JsonEncodedText Nemesis = JsonEncodedText.Encode(NemesisProcess);

    private static readonly JsonEncodedText[] Types =
    [
        JsonEncodedText.Encode("invoke"), JsonEncodedText.Encode("ok"), JsonEncodedText.Encode("fail"),
        JsonEncodedText.Encode("info"), JsonEncodedText.Encode("note"),
    ];

    public static JsonEncodedText Of(OperationType type) => Types[(int)type];

    public static OperationType? TypeOf(in Utf8JsonReader reader)
    {
        for (var i = 0; i < Types.Length; i++)
        {
            if (reader.ValueTextEquals(Types[i].EncodedUtf8Bytes)) return (OperationType)i;
        }

        return null;
    }
}
