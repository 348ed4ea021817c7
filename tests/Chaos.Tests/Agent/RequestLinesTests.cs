using System.Text;
using Chaos.Agent;
using CsCheck;
using Xunit;

namespace Chaos.Tests.Agent;

public sealed class RequestLinesTests
{
    [Fact]
    public async Task What_follows_the_last_line_feed_is_no_line()
    {
        var reader = new RequestLines(new MemoryStream("one\n\ntwo\nthr"u8.ToArray()), 100);

        Assert.Equal(["one", "", "two"], await AllAsync(reader));
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_refused_and_the_next_one_read()
    {
        var text = new string('x', 20_000) + "\nnext\n";
        var reader = new RequestLines(new MemoryStream(Encoding.UTF8.GetBytes(text)), 100);

        await Assert.ThrowsAsync<FormatException>(async () => await reader.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["next"], await AllAsync(reader));
    }

    [Fact]
    public async Task Lines_come_out_whole_whatever_the_pieces_they_arrive_in() =>
        await Gen.Select(Gen.String[Gen.Char['a', 'z'], 0, 9000].List[0, 5], Gen.Int[1, 5000]).SampleAsync(async (lines, piece) =>
        {
            var text = Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n")));
            Assert.Equal(lines, await AllAsync(new RequestLines(new Pieces(text, piece), 10_000)));
        });

    private static async Task<List<string>> AllAsync(RequestLines reader)
    {
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken) is { } line)
            lines.Add(Encoding.UTF8.GetString(line.Span));
        return lines;
    }

    /// <summary>Gives at most so many bytes a read.</summary>
    private sealed class Pieces(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(most, buffer.Length)], cancellationToken);
    }
}
