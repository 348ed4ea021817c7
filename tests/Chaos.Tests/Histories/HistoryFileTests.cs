using System.IO.Compression;
using System.Text;
using CsCheck;
using Xunit;

namespace Chaos.Tests.Histories;

public sealed class HistoryFileTests
{
    private const string Header = """{"schema":"chaos-history/1","run":"r","wall":"2026-01-31T12:00:00Z"}""";
    private const string Invoke = """{"index":0,"time":5,"process":0,"type":"invoke","f":"write","key":"k","value":1}""";

    private static readonly HistoryHeader AHeader = new()
    {
        RunId = "run-1",
        WallAtStart = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
        Workload = "register",
        Model = "register",
    };

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String.AlphaNumeric, Gen.Const("k1"), Gen.Const("\"\\\n\t<script>"), Gen.Const("Zürich ✓ 𝄞"), Gen.Const(new string('x', 300)));

    private static readonly Gen<Value> AValue = Gen.Recursive<Value>((depth, inner) => depth > 3
        ? Gen.Const(Value.Null)
        : Gen.OneOf(
            Gen.Const(Value.Null), Gen.Long.Select(Value.Of), Text.Select(text => Value.Of(text)),
            inner.Array[0, 4].Select(items => Value.Of(items))));

    private static readonly Gen<Operation> Note =
        from process in Gen.Int[-1, 1000]
        from f in Text
        from key in Text.Null()
        from value in AValue
        from due in Gen.Long[0, long.MaxValue].Nullable()
        from error in Text.Null()
        from evidence in AValue
        select new Operation
        {
            Process = process,
            Type = process < 0 ? OperationType.Info : OperationType.Note,
            F = f,
            Key = key,
            Value = value,
            Node = key,
            DueNs = due,
            Error = error,
            Evidence = evidence,
        };

    [Fact]
    public void What_the_journal_writes_is_what_the_reader_reads() =>
        Note.Array[0, 50].Sample(drawn =>
        {
            var operations = drawn.Select((entry, i) => entry with { Index = i, TimeNs = i * 7L }).ToArray();
            var stored = Read(Bytes(operations));
            Assert.Equal(AHeader, stored.Header);
            Assert.Equal(operations, stored.History);
            Assert.Null(stored.TornLine);
            Assert.Equal(operations.Length + 1, stored.Lines);
        });

    [Fact]
    public void Every_type_and_a_pair_survive_the_file()
    {
        var stored = Read(Encoding.UTF8.GetBytes(
            $"{Header}\n{Invoke}\n" + """{"index":1,"time":9,"process":0,"type":"ok","f":"write","key":"k","value":1,"evidence":17}""" + "\n"));
        Assert.Equal(1, stored.History.CompletionOf(0));
        Assert.Equal(Value.Of(17), stored.History[1].Evidence);
        Assert.Same(stored.History[0].Key, stored.History[1].Key);
    }

    [Fact]
    public void A_last_line_cut_off_anywhere_is_left_out_and_reported()
    {
        var whole = Bytes([Entry(0), Entry(1) with { F = "Zürich", Value = Value.Of(Value.Of(-5), Value.Of("x")) }]);
        var begin = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;
        for (var length = begin + 1; length < whole.Length - 1; length++)
        {
            var stored = Read(whole[..length]);
            Assert.Single(stored.History);
            Assert.Equal(3, stored.TornLine?.Number);
            Assert.Equal(2, stored.Lines);
        }

        Assert.Equal(2, Read(whole[..^1]).History.Count);
        Assert.Null(Read(whole[..begin]).TornLine);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("not json at all", "line 1")]
    [InlineData("{\"schema\":\"chaos-history/1\",\"run", "line 1")]
    [InlineData("{\"schema\":\"chaos-history/9\",\"run\":\"r\",\"wall\":\"2026-01-31T12:00:00Z\"}\n", "chaos-history/9")]
    [InlineData(Invoke + "\n", "line 1")]
    [InlineData(Header + "\nnot json\n", "line 2: this is not JSON")]
    [InlineData(Header + "\nnot json", "line 2: this is not JSON")]
    [InlineData(Header + "\n" + Invoke + "\n\n", "line 3")]
    [InlineData(Header + "\n" + Invoke + "\n{\"index\":1,\"time\":6\n" + Invoke + "\n", "line 3")]
    [InlineData(Header + "\n{\"time\":5,\"process\":0,\"f\":\"read\"}\n", "line 2: 'type' is missing")]
    [InlineData(Header + "\n{\"index\":1,\"time\":5,\"process\":0,\"type\":\"invoke\",\"f\":\"read\"}\n", "line 2: 'index' is 1, but 0")]
    [InlineData(Header + "\n{\"time\":5,\"process\":0,\"type\":\"invoked\",\"f\":\"read\"}\n", "line 2: 'type' is")]
    [InlineData(Header + "\n{\"time\":5,\"process\":-3,\"type\":\"invoke\",\"f\":\"read\"}\n", "line 2: 'process' is")]
    [InlineData(Header + "\n{\"time\":5.5,\"process\":0,\"type\":\"invoke\",\"f\":\"read\"}\n", "line 2: 'time' is")]
    [InlineData(Header + "\n{\"time\":5,\"process\":0,\"type\":\"invoke\",\"f\":\"read\",\"value\":{}}\n", "line 2: 'value' is")]
    [InlineData(Header + "\n{\"time\":5,\"process\":0,\"type\":\"invoke\",\"f\":\"read\",\"colour\":1}\n", "line 2: 'colour' is not")]
    [InlineData(Header + "\n" + Invoke + Invoke + "\n", "line 2")]
    [InlineData(Header + "\n" + Invoke + "\n{\"time\":4,\"process\":1,\"type\":\"invoke\",\"f\":\"read\"}\n", "line 3: 'time' is 4")]
    [InlineData(Header + "\n" + Invoke + "\n{\"time\":6,\"process\":0,\"type\":\"invoke\",\"f\":\"read\"}\n", "still open")]
    [InlineData(Header + "\n" + Invoke + "\n{\"time\":6,\"process\":1,\"type\":\"ok\",\"f\":\"read\"}\n", "has invoked nothing")]
    public void What_is_not_a_history_is_refused_with_its_place(string text, string expected)
    {
        var exception = Assert.Throws<HistoryFormatException>(() => Read(Encoding.UTF8.GetBytes(text)));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_compressed_history_is_read_and_a_damaged_one_refused()
    {
        var plain = Bytes(Enumerable.Range(0, 5_000).Select(Entry).ToArray());
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true)) gzip.Write(plain);
        Assert.Equal(5_000, Read(packed.ToArray()).History.Count);
        var damaged = packed.ToArray();
        damaged.AsSpan(damaged.Length / 2, 20).Fill(0xff);
        Assert.Throws<HistoryFormatException>(() => Read(damaged));
    }

    [Fact]
    public void A_line_may_be_longer_than_the_buffer()
    {
        var text = new string('x', 1 << 20);
        var stored = Read(Bytes([Entry(0), Entry(1) with { Value = Value.Of(text) }, Entry(2)]));
        Assert.Equal(text, stored.History[1].Value.AsText());
        Assert.Equal(3, stored.History.Count);
    }

    private static Operation Entry(int index) =>
        new() { Index = index, TimeNs = index, Process = Operation.NemesisProcess, Type = OperationType.Note, F = "note" };

    private static StoredHistory Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return HistoryFile.Read(stream);
    }

    private static byte[] Bytes(Operation[] operations)
    {
        using var stream = new MemoryStream();
        using var journal = new Journal(stream, AHeader);
        foreach (var operation in operations) journal.Append(operation);
        journal.Flush();
        return stream.ToArray();
    }
}
