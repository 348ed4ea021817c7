using System.Text;
using Chaos.Consensus.Host;
using Xunit;

namespace Chaos.Tests.Consensus.Served;

public sealed class NodeDiskTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chaos-disk-").FullName;
    private readonly List<long> completed = [];
    private readonly List<string> refused = [];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_was_appended_and_replaced_is_there_in_the_next_life()
    {
        Live(disk =>
        {
            disk.Append(0, "lost"u8);
            disk.Replace(0, "snapshot "u8);
            disk.Append(0, "entry"u8);
            disk.Append(3, "other"u8);
            Assert.Equal("snapshot entry", Text(disk, 0));
        });

        Live(disk => Assert.Equal(("snapshot entry", "other", ""), (Text(disk, 0), Text(disk, 3), Text(disk, 1))));
    }

    [Fact]
    public void A_replacement_that_was_not_finished_counts_for_nothing()
    {
        Live(disk => disk.Append(0, "whole"u8));
        File.WriteAllText(Path.Combine(folder, "node", "file-0.new"), "half");

        Live(disk => Assert.Equal("whole", Text(disk, 0)));
        Assert.False(File.Exists(Path.Combine(folder, "node", "file-0.new")));
    }

    [Fact]
    public void Flushes_complete_in_their_order_also_those_with_nothing_to_flush()
    {
        Live(disk =>
        {
            Assert.Equal(1, disk.Flush());
            disk.Append(0, "a"u8);
            Assert.Equal(2, disk.Flush());
            disk.Replace(0, "b"u8);
            Assert.Equal(3, disk.Flush());
            Assert.Equal(4, disk.Flush());
        });

        Assert.Equal([1, 2, 3, 4], completed);
        Assert.Empty(refused);
    }

    [Fact]
    public void A_directory_that_cannot_be_had_is_a_refusal_of_the_disk()
    {
        File.WriteAllText(Path.Combine(folder, "node"), "in the way");

        Assert.Throws<DiskRefusedException>(() => Live(_ => { }));
    }

    [Fact]
    public void A_flush_that_the_system_refuses_is_told_and_is_the_last_one()
    {
        var flusher = new NodeFlusher(completed.Add, refused.Add);
        flusher.Start();
        flusher.Add(1, [], Path.Combine(folder, "nowhere"));
        flusher.Add(2, [], null);
        flusher.Dispose();

        Assert.Contains("fsync of", Assert.Single(refused), StringComparison.Ordinal);
        Assert.Empty(completed);
    }

    // Disposing the flusher waits for what was asked for.
    private void Live(Action<NodeDisk> act)
    {
        var flusher = new NodeFlusher(completed.Add, refused.Add);
        using var disk = new NodeDisk(Path.Combine(folder, "node"), flusher);
        flusher.Start();
        try
        {
            act(disk);
        }
        finally
        {
            flusher.Dispose();
        }
    }

    private static string Text(NodeDisk disk, int file) => Encoding.UTF8.GetString(disk.Read(file));
}
