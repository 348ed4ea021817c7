using Chaos.Simulation;
using CsCheck;
using Xunit;

namespace Chaos.Tests.Simulation;

public sealed class DiskFileTests
{
    // The file against a plain account of what was flushed: after a loss of power the content is one that the program once had, and not
    // older than the last completed flush.
    [Fact]
    public void A_loss_of_power_leaves_a_state_between_the_last_flush_and_the_last_write() =>
        Gen.Select(Gen.Int[0, 3].Array[0, 40], Gen.ULong).Sample((steps, seed) =>
        {
            var file = new DiskFile();
            var versions = new List<string> { "" };
            var (asked, durable, version) = (-1, 0, 0);
            DiskMark mark = default;
            foreach (var (i, step) in steps.Index())
            {
                var text = (char)('a' + (i % 26));
                if (step == 0) file.Append([(byte)text]);
                if (step == 1) file.Replace([(byte)text, (byte)text]);
                if (step <= 1)
                {
                    versions.Add(System.Text.Encoding.ASCII.GetString(file.Content));
                    version++;
                }

                if (step == 2) (mark, asked) = (file.Mark(), version);
                if (step != 3 || asked < 0) continue;
                file.Flushed(mark);
                durable = Math.Max(durable, asked);
            }

            file.LosePower(Randomness.FromSeed(seed));
            Assert.Contains(System.Text.Encoding.ASCII.GetString(file.Content), versions.Skip(durable));
        });

    [Fact]
    public void A_write_can_be_torn()
    {
        var lengths = Enumerable.Range(0, 100).Select(seed =>
        {
            var file = new DiskFile();
            file.Append("flushed"u8);
            file.Flushed(file.Mark());
            file.Append("notflushed"u8);
            file.LosePower(Randomness.FromSeed((ulong)seed));
            return file.Content.Length;
        }).ToArray();
        Assert.All(lengths, length => Assert.InRange(length, 7, 17));
        Assert.True(lengths.Distinct().Count() > 5);
    }
}
