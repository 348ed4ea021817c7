using Chaos.Agent;
using Xunit;

namespace Chaos.Tests.Agent;

public sealed class DataFilesTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("chaos-files-").FullName;

    public DataFilesTests()
    {
        Directory.CreateDirectory(Path.Combine(root, "member", "wal"));
        File.WriteAllBytes(Path.Combine(root, "member", "wal", "0.wal"), new byte[1000]);
        File.WriteAllText(Path.Combine(root, "member", "db"), "data");
        File.WriteAllText(Path.Combine(root, ".chaos-filler"), "ours");
        File.CreateSymbolicLink(Path.Combine(root, "member", "link"), "/etc/hostname");
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [InlineData("*.wal", "member/wal/0.wal")]
    [InlineData("member/wal/*", "member/wal/0.wal")]
    [InlineData("db", "member/db")]
    [InlineData("*", "member/db member/wal/0.wal")]
    [InlineData("wal/*", "")]
    public void A_pattern_means_names_or_whole_paths_and_never_our_own_files_or_links(string pattern, string expected) =>
        Assert.Equal(expected, string.Join(' ', DataFiles.List(root, pattern).Select(file => file.Path)));

    [Fact]
    public void Bits_are_flipped_where_asked_and_nowhere_else()
    {
        DataFiles.Damage(root, "member/wal/0.wal", [new(0, 7), new(999, 0), new(500, 2)], null);

        var bytes = File.ReadAllBytes(Path.Combine(root, "member", "wal", "0.wal"));
        Assert.Equal((0x80, 4, 1), (bytes[0], bytes[500], bytes[999]));
        Assert.Equal(3, bytes.Count(b => b != 0));
    }

    [Fact]
    public void A_file_is_cut_to_the_length_asked_for()
    {
        DataFiles.Damage(root, "member/wal/0.wal", [], 123);

        Assert.Equal(123, new FileInfo(Path.Combine(root, "member", "wal", "0.wal")).Length);
    }

    [Theory]
    [InlineData("../escaped")]
    [InlineData("member")]
    [InlineData("member/link")]
    [InlineData("member/none")]
    public void What_is_no_file_of_the_data_directory_is_not_touched(string path) =>
        Assert.Throws<AgentException>(() => DataFiles.Damage(root, path, [], 0));

    [Fact]
    public void A_copy_is_the_tree_with_its_modes_and_an_emptied_directory_holds_nothing()
    {
        if (OperatingSystem.IsWindows())
            return;
        var file = Path.Combine(root, "member", "db");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        var copy = Directory.CreateTempSubdirectory("chaos-copy-").FullName;

        var copied = DataFiles.Copy(root, copy);
        var emptied = DataFiles.Empty(root);

        Assert.Equal((1004, 1008), (copied, emptied));
        Assert.Empty(Directory.EnumerateFileSystemEntries(root));
        Assert.Equal("data", File.ReadAllText(Path.Combine(copy, "member", "db")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.GroupRead, File.GetUnixFileMode(Path.Combine(copy, "member", "db")));
        Assert.Equal("/etc/hostname", new FileInfo(Path.Combine(copy, "member", "link")).LinkTarget);
        Assert.False(File.Exists(Path.Combine(copy, ".chaos-filler")));
        Directory.Delete(copy, recursive: true);
    }
}
