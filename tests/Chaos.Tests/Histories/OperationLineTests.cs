using System.Text;
using System.Text.Json;
using CsCheck;
using Xunit;

namespace Chaos.Tests.Histories;

/// <summary>The quick reader of a line and the general one: whatever the quick one takes, the general one reads alike.</summary>
public sealed class OperationLineTests
{
    private static readonly string[] Lines =
    [
        """{"index":3,"time":12345678901,"process":17,"type":"invoke","f":"cas","key":"k1","value":[1,-2],"node":"n1","due":99}""",
        """{"index":3,"time":-1,"process":"nemesis","type":"info","f":"kill","value":"x y"}""",
        """{"index":3,"time":0,"process":0,"type":"fail","f":"","value":[null,7],"error":"mismatch","evidence":123456789012}""",
        """{"index":3,"time":0,"process":2147483647,"type":"ok","f":"read","value":-999999999999999999,"error":"","evidence":"e"}""",
        """{"index":3,"time":5,"process":1,"type":"note","f":"late"}""",
    ];

    private static readonly Gen<(string Line, int At, int Length, string Insert)> Broken =
        from line in Inserts(Lines)
        from at in Gen.Int[0, 120]
        from length in Gen.Int[0, 3]
        from insert in Inserts(
            "", "0", "-", "1e2", ".5", "\"", "\\n", "\\", ",", "[", "]", "null", "true", " ", "\t", "\u007f", "é", "}", "}}", "\0", "00",
            "9999999999", "\"key\":\"a\",", ",\"node\":\"n\"", "\"due\":-1", "NaN", "\"a\"")
        select (line, Math.Min(at, line.Length), length, insert);

    [Fact]
    public void Lines_as_the_journal_writes_them_are_taken() =>
        Assert.All(Lines, line => Assert.NotNull(Quick(Encoding.UTF8.GetBytes(line))));

    [Fact]
    public void What_the_quick_reader_takes_the_general_one_reads_alike()
    {
        var (taken, refused) = (0, 0);
        Broken.Sample(
            drawn =>
            {
                var length = Math.Min(drawn.Length, drawn.Line.Length - drawn.At);
                var bytes = Encoding.UTF8.GetBytes(drawn.Line.Remove(drawn.At, length).Insert(drawn.At, drawn.Insert));
                if (Quick(bytes) is not { } quick)
                {
                    refused++;
                    return true;
                }

                taken++;
                return General(bytes) == quick;
            },
            iter: 50_000,
            threads: 1);
        Assert.True(taken > 2_000 && refused > 2_000, $"{taken} lines were taken and {refused} not: the mutations are one-sided.");
    }

    private static Gen<string> Inserts(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static Operation? Quick(byte[] line)
    {
        var table = new ValueTable();
        var columns = new OperationColumns(table);
        for (var i = 0; i < 3; i++) columns.Begin(0, 0);
        return OperationLine.TryAdd(line, 3, new TextNumbers(table), columns) ? columns[3] : null;
    }

    private static Operation? General(byte[] line)
    {
        try
        {
            return new OperationDecoder().Read(line, 3);
        }
        catch (Exception refusal) when (refusal is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }
}
