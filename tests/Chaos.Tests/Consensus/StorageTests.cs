using Xunit;

namespace Chaos.Tests.Consensus;

public sealed class StorageTests
{
    [Fact]
    public void Whatever_prefix_of_the_file_a_loss_of_power_leaves_is_a_prefix_of_the_log()
    {
        var node = new TestNode(0, 3);
        node.Receive(1, Entries.From(1, 0, 0, 0, Entries.Writes(1, 1, 1, 1)));
        var whole = node.LogFile;
        long last = 0;
        for (var length = 0; length <= whole.Length; length++)
        {
            node.LogFile = whole[..length];
            node.Restart();
            Assert.InRange(node.Probe.LastIndex, last, 3);
            last = node.Probe.LastIndex;
        }

        Assert.Equal(3, last);
    }

    [Fact]
    public void What_is_written_after_a_torn_record_is_found_again()
    {
        var node = new TestNode(0, 3);
        node.Receive(1, Entries.From(1, 0, 0, 0, Entries.Writes(1, 1, 1)));
        node.LogFile = node.LogFile[..^5];
        node.Restart();
        node.Receive(1, Entries.From(1, 1, 1, 0, Entries.Writes(2, 1, 1)));
        node.Restart();
        Assert.Equal(3, node.Probe.LastIndex);
    }

    [Fact]
    public void A_flipped_bit_ends_the_log_there()
    {
        var node = new TestNode(0, 3);
        node.Receive(1, Entries.From(1, 0, 0, 0, Entries.Writes(1, 1, 1)));
        var damaged = node.LogFile.ToArray();
        damaged[^3] ^= 4;
        node.LogFile = damaged;
        node.Restart();
        Assert.Equal(1, node.Probe.LastIndex);
    }

    [Fact]
    public void A_snapshot_takes_the_place_of_the_log_and_survives_a_restart()
    {
        var node = new TestNode(0, 3, new() { SnapshotEntries = 5, TrailingEntries = 2 });
        var entries = Enumerable.Range(1, 12).Select(i => Entries.Write(i, 1, $"k{i}", i)).ToArray();
        node.Receive(1, Entries.From(1, 0, 0, 12, entries));
        node.FlushAll();
        node.Restart();
        Assert.Equal((12L, 12L, 12L), (node.Probe.AppliedIndex, node.Probe.CommitIndex, node.Probe.LastIndex));
        node.Receive(1, Entries.From(1, 12, 1, 13, Entries.Write(13, 1)));
        Assert.Equal(13, node.Probe.AppliedIndex);
    }
}
