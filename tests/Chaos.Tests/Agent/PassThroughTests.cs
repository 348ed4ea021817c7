using Chaos.Agent;
using Xunit;

namespace Chaos.Tests.Agent;

/// <summary>The layer, asked as the kernel asks it, over a directory of this machine.</summary>
public sealed class PassThroughTests : IDisposable
{
    private const int Missing = -2, NotEmpty = -39, Unknown = -38;

    private readonly string root = Directory.CreateTempSubdirectory("chaos-layer-").FullName;
    private readonly CallTreatment treatment = new();
    private readonly FuseCaller layer;

    public PassThroughTests() => layer = new FuseCaller(root, treatment);

    public void Dispose()
    {
        layer.Dispose();
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void What_is_written_through_it_is_in_the_directory_and_reads_back()
    {
        var (node, file) = layer.Create(FuseCaller.Root, "a.wal", 0b110_100_000);

        Assert.Equal(5, layer.Write(file, 3, "hello"));
        Assert.Equal(0, layer.Flush(file));
        Assert.Equal("\0\0\0hello", layer.Read(file, 0, 100));
        Assert.Equal(0, layer.Release(file));

        Assert.Equal("\0\0\0hello", File.ReadAllText(Path.Combine(root, "a.wal")));
        Assert.Equal(node, layer.LookUp(FuseCaller.Root, "a.wal"));
        Assert.Equal(8, layer.SizeOf(node));
    }

    [Fact]
    public void A_file_stays_the_same_while_it_is_renamed_and_removed()
    {
        File.WriteAllText(Path.Combine(root, "old"), "content");
        var node = layer.LookUp(FuseCaller.Root, "old");
        var directory = layer.MakeDirectory(FuseCaller.Root, "sub");

        Assert.Equal(0, layer.Rename(FuseCaller.Root, "old", directory, "new"));
        Assert.Equal(Missing, layer.TryLookUp(FuseCaller.Root, "old"));
        Assert.Equal(node, layer.LookUp(directory, "new"));
        var file = layer.Open(node);
        Assert.Equal(NotEmpty, layer.RemoveDirectory(FuseCaller.Root, "sub"));
        Assert.Equal(0, layer.Unlink(directory, "new"));
        Assert.Equal("content", layer.Read(file, 0, 100));
        Assert.Equal(0, layer.RemoveDirectory(FuseCaller.Root, "sub"));
    }

    [Fact]
    public void A_long_directory_is_listed_once_in_pieces()
    {
        string[] names = [.. Enumerable.Range(0, 300).Select(i => $"file-{i:000}-{new string('x', i % 60)}")];
        foreach (var name in names)
            File.WriteAllText(Path.Combine(root, name), "");

        Assert.Equal(names.Append(".").Append("..").Order(), layer.List(FuseCaller.Root, room: 1000).Order());
    }

    [Fact]
    public void Lengths_modes_and_links_go_through()
    {
        File.WriteAllText(Path.Combine(root, "file"), "0123456789");
        var node = layer.LookUp(FuseCaller.Root, "file");

        Assert.Equal(0, layer.SetSize(node, 4));
        Assert.Equal(0, layer.SetMode(node, 0b100_000_000));
        Assert.Equal(node, layer.HardLink(node, FuseCaller.Root, "twin"));
        var link = layer.MakeLink(FuseCaller.Root, "link", "/nowhere/at all");

        Assert.Equal("0123", File.ReadAllText(Path.Combine(root, "twin")));
        Assert.Equal(0b100_000_000u, layer.ModeOf(node) & 0xFFF);
        Assert.Equal("/nowhere/at all", layer.ReadLink(link));
        Assert.Equal("/nowhere/at all", new FileInfo(Path.Combine(root, "link")).LinkTarget);
    }

    [Fact]
    public void Calls_that_are_to_fail_fail_and_do_nothing()
    {
        var (_, file) = layer.Create(FuseCaller.Root, "a", 0b110_100_000);
        treatment.Set(new() { Failing = [FailingCall.Write, FailingCall.Open, FailingCall.Read, FailingCall.Fsync], Error = FailingError.NoSpace });

        Assert.Equal(-28, layer.Write(file, 0, "x"));
        Assert.Equal(-28, layer.Flush(file));
        Assert.Equal(-28, layer.TryRead(file));
        Assert.Equal(-28, layer.TryCreate(FuseCaller.Root, "b"));
        Assert.Equal(0, new FileInfo(Path.Combine(root, "a")).Length);
        Assert.False(File.Exists(Path.Combine(root, "b")));
        Assert.Equal(4, treatment.Report().FailedCalls);
    }

    [Fact]
    public void What_it_does_not_know_is_refused_and_what_is_forgotten_is_told_anew()
    {
        File.WriteAllText(Path.Combine(root, "file"), "");
        var node = layer.LookUp(FuseCaller.Root, "file");
        layer.Forget(node, 1);

        Assert.Equal(Unknown, layer.Ask((FuseCall)4711));
        Assert.NotEqual(node, layer.LookUp(FuseCaller.Root, "file"));
        Assert.True(layer.Begin(maximum: 31) >= 8192);
    }

    [Fact]
    public void Files_that_are_still_open_at_the_end_are_closed()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var (_, created) = layer.Create(FuseCaller.Root, "created", 0b110_100_000);
        var opened = layer.Open(layer.LookUp(FuseCaller.Root, "created"));
        string[] Links() => [.. new[] { created, opened }
            .Select(file => new FileInfo($"/proc/self/fd/{file}").LinkTarget ?? "").Where(path => path.StartsWith(root, StringComparison.Ordinal))];
        Assert.Equal(2, Links().Length);

        layer.End();

        Assert.Empty(Links());
    }
}
