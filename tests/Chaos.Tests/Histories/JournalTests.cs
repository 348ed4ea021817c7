using Xunit;

namespace Chaos.Tests.Histories;

public sealed class JournalTests
{
    private static readonly HistoryHeader AHeader = new() { RunId = "r", WallAtStart = DateTimeOffset.UnixEpoch };

    [Fact]
    public void What_was_flushed_is_in_the_file_while_it_is_still_open()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("chaos-tests-").FullName, "history.jsonl");
        try
        {
            using var journal = Journal.Create(path, AHeader);
            journal.Append(new Operation { F = "note", Type = OperationType.Note });
            Assert.Empty(HistoryFile.Read(path).History);
            journal.Flush();
            Assert.Single(HistoryFile.Read(path).History);
            Assert.Equal(new FileInfo(path).Length, journal.WrittenBytes);
            Assert.Throws<IOException>(() => Journal.Create(path, AHeader));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    [Fact]
    public void A_write_that_failed_leaves_whole_lines_and_nothing_is_written_after_it()
    {
        using var disk = new FullDisk(roomBytes: 300);
        using var journal = new Journal(disk, AHeader);
        var written = 0;
        Assert.Throws<IOException>(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                journal.Append(new Operation { Index = i, F = "note", Type = OperationType.Note });
                journal.Flush();
                written++;
            }
        });
        Assert.Throws<IOException>(journal.Flush);
        disk.Position = 0;
        var stored = HistoryFile.Read(disk);
        Assert.Null(stored.TornLine);
        Assert.InRange(written, 1, 99);
        Assert.Equal(written, stored.History.Count);
    }

    [Fact]
    public void A_header_that_cannot_be_written_is_an_error_at_once()
    {
        using var disk = new FullDisk(roomBytes: 10);
        Assert.Throws<IOException>(() => new Journal(disk, AHeader));
    }
}
