using System.IO.Compression;
using System.Text;
using Xunit;

namespace Chaos.Tests.Histories;

/// <summary>Files of several blocks, which are read on all cores: the result is that of one reader going from line to line.</summary>
public sealed class LongHistoryTests
{
    private const string Header = """{"schema":"chaos-history/1","run":"r","wall":"2026-01-31T12:00:00Z"}""";
    private const int Entries = 60_000;
    private static readonly string[] Lines = [.. Enumerable.Range(0, Entries).Select(Line)];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_entry_is_at_its_place(bool zipped)
    {
        var stored = Read(Text(Lines), zipped);
        var decoder = new OperationDecoder();
        Assert.Equal(Entries, stored.History.Count);
        Assert.Equal(Entries + 1, stored.Lines);
        for (var i = 0; i < Entries; i++)
        {
            Assert.True(decoder.Read(Encoding.UTF8.GetBytes(Lines[i]), i) == stored.History[i], Lines[i]);
            Assert.True(stored.History.CompletionOf(i) == (i % 2 == 0 ? i + 1 : -1), Lines[i]);
        }
    }

    [Theory]
    [InlineData("nonsense", "this is not JSON")]
    [InlineData("""{"index":7,"time":50000,"process":0,"type":"ok","f":"read"}""", "'index' is 7, but 50000 was expected")]
    [InlineData("""{"index":50000,"time":49998,"process":0,"type":"ok","f":"read"}""", "'time' is 49998")]
    [InlineData("", "this is not JSON")]
    public void The_first_error_of_the_file_is_told_with_its_line(string wrong, string expected)
    {
        foreach (var zipped in new[] { false, true })
        {
            string[] lines = [.. Lines];
            lines[50_000] = wrong;
            lines[55_000] = "worse";
            lines[^1] = "worst";
            var refusal = Assert.Throws<HistoryFormatException>(() => Read(Text(lines), zipped));
            Assert.StartsWith("the history, line 50002: ", refusal.Message, StringComparison.Ordinal);
            Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Time_that_goes_back_from_one_block_to_the_next_is_refused()
    {
        foreach (var first in FirstOfBlocks().Take(3))
        {
            for (var at = first - 1; at <= first + 1; at++)
            {
                string[] lines = [.. Lines.Take(20_000)];
                lines[at] = $$"""{"index":{{at}},"time":{{at - 2}},"process":0,"type":"{{(at % 2 == 0 ? "invoke" : "ok")}}","f":"read"}""";
                var refusal = Assert.Throws<HistoryFormatException>(() => Read(Text(lines), zipped: false));
                Assert.StartsWith(
                    $"the history, line {at + 2}: 'time' is {at - 2}, but the line before has {at - 1}", refusal.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_torn_last_line_is_reported_however_long_the_file_is()
    {
        var whole = Text(Lines);
        var stored = Read(whole[..^20], zipped: false);
        Assert.Equal(Entries - 1, stored.History.Count);
        Assert.Equal(Entries + 1, stored.TornLine?.Number);
    }

    [Fact]
    public void An_error_before_the_damage_of_a_compressed_file_is_told_first()
    {
        string[] lines = [.. Lines];
        lines[100] = "nonsense";
        var packed = Zip(Text(lines));
        packed.AsSpan(packed.Length - 100, 60).Fill(0xff);
        Assert.Contains("line 102", Assert.Throws<HistoryFormatException>(() => Read(packed)).Message, StringComparison.Ordinal);
        packed = Zip(Text(Lines));
        packed.AsSpan(packed.Length - 100, 60).Fill(0xff);
        Assert.Contains("damaged", Assert.Throws<HistoryFormatException>(() => Read(packed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_that_fails_says_so_after_the_lines_before_it()
    {
        string[] lines = [.. Lines];
        lines[^5] = "nonsense";
        using var broken = new FailingStream(Text(lines));
        Assert.Contains($"line {Entries - 3}", Assert.Throws<HistoryFormatException>(() => HistoryFile.Read(broken)).Message, StringComparison.Ordinal);
        using var late = new FailingStream(Text(Lines));
        Assert.Throws<IOException>(() => HistoryFile.Read(late));
    }

    // A block holds the whole lines that fit.
    private static IEnumerable<int> FirstOfBlocks()
    {
        var bytes = Header.Length + 1;
        for (var i = 0; i < Entries; i++)
        {
            bytes += Lines[i].Length + 1;
            if (bytes <= TextBlocks.BlockBytes) continue;
            bytes = Lines[i].Length + 1;
            yield return i;
        }
    }

    private static string Line(int i) => $$"""
        {"index":{{i}},"time":{{i}},"process":{{i / 2 % 7}},"type":"{{(i % 2 == 0 ? "invoke" : "ok")}}","f":"{{(i % 6 < 3 ? "cas" : "wri\\u0074e")}}","key":"k{{i % 50}}","value":{{Value(i)}},"node":"n{{i % 3}}","due":{{i * 3}}}
        """.Trim();

    private static string Value(int i) => (i % 8) switch
    {
        0 => $"{i}",
        1 => "-5",
        2 => $"[{i % 5},{i % 7}]",
        3 => $"[{i},null]",
        4 => $"\"t{i}\"",
        5 => "[[1,2],\"x\",[]]",
        6 => $"{i * 1_000_000_007L}",
        _ => "null",
    };

    private static byte[] Text(string[] lines) => Encoding.UTF8.GetBytes($"{Header}\n{string.Join('\n', lines)}\n");

    private static byte[] Zip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true)) gzip.Write(bytes);
        return packed.ToArray();
    }

    private static StoredHistory Read(byte[] bytes, bool zipped) => Read(zipped ? Zip(bytes) : bytes);

    private static StoredHistory Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return HistoryFile.Read(stream);
    }

    // Gives all bytes and fails where the end should be.
    private sealed class FailingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) =>
            base.Read(buffer) is var count and > 0 ? count : throw new IOException("the disk is gone");
    }
}
