using System.IO.Compression;
using System.Text.Json;
using Chaos.Tests.House;
using Xunit;

namespace Chaos.Tests.Checking;

/// <summary>The shared corpora of histories with known verdicts: in CHAOS_CORPORA, else beside the clone.</summary>
internal static class Corpora
{
    /// <summary>The directory. Skips the test where there is none; with CHAOS_REQUIRE_CORPORA=1 it fails.</summary>
    public static string Directory
    {
        get
        {
            var path = Environment.GetEnvironmentVariable("CHAOS_CORPORA") ?? Path.Combine(Repository.Root, "..", "shared", "corpora");
            if (System.IO.Directory.Exists(path)) return path;
            var message = $"The corpora are not at {path}: set CHAOS_CORPORA to their directory.";
            if (Environment.GetEnvironmentVariable("CHAOS_REQUIRE_CORPORA") == "1") Assert.Fail(message);
            Assert.Skip(message);
            return path;
        }
    }

    /// <summary>The generated histories of a file: name, whether linearizable, entries.</summary>
    public static IEnumerable<(string Name, bool IsLinearizable, List<Operation> History)> Generated(string file)
    {
        using var reader = new StreamReader(new GZipStream(
            File.OpenRead(Path.Combine(Directory, "generated", file)), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            yield return (
                json.RootElement.GetProperty("name").GetString()!,
                json.RootElement.GetProperty("linearizable").GetBoolean(),
                [.. json.RootElement.GetProperty("history").EnumerateArray().Select(Entry)]);
        }
    }

    private static Operation Entry(JsonElement entry, int index) => new()
    {
        Index = index,
        TimeNs = entry.GetProperty("time").GetInt64(),
        Process = entry.GetProperty("process").GetInt32(),
        Type = Enum.Parse<OperationType>(entry.GetProperty("type").GetString()!, ignoreCase: true),
        F = entry.GetProperty("f").GetString()!,
        Value = Convert(entry.GetProperty("value")),
    };

    private static Value Convert(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => Value.Null,
        JsonValueKind.Number => Value.Of(value.GetInt64()),
        JsonValueKind.True or JsonValueKind.False => Value.Of(value.GetBoolean() ? "true" : "false"),
        JsonValueKind.Array => Value.Of(value.EnumerateArray().Select(Convert).ToArray()),
        _ => Value.Of(value.GetString()),
    };
}
