using Xunit;

namespace Chaos.Tests.Systems;

public sealed class ServersDirectoryTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("chaos-servers-");

    [Fact]
    public void Without_a_folder_nothing_is_contained()
    {
        Assert.Null(ServersDirectory.None.Path);
        Assert.False(ServersDirectory.None.Contains("etcd-3.7.3.tar.gz"));
        Assert.Null(ServersDirectory.None.PathOf("etcd-3.7.3.tar.gz"));
    }

    [Fact]
    public void The_folder_that_the_user_names_wins()
    {
        Put("named/etcd-3.7.3.tar.gz");
        Put("shared/servers/etcd-3.5.2.tar.gz");
        var found = ServersDirectory.Find(PathOf("named"), [PathOf("checkout")]);
        Assert.Equal(PathOf("named"), found.Path);
        Assert.Equal(PathOf("named/etcd-3.7.3.tar.gz"), found.PathOf("etcd-3.7.3.tar.gz"));
        Assert.False(found.Contains("etcd-3.5.2.tar.gz"));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_bad_usage()
    {
        var e = Assert.Throws<UsageException>(() => ServersDirectory.Find(PathOf("nowhere"), []));
        Assert.Contains("CHAOS_SERVERS", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("checkout")]
    [InlineData("checkout/src/deep/")]
    public void The_folder_beside_the_checkout_is_found_from_anywhere_below(string start)
    {
        Put("shared/servers/etcd-3.5.2.tar.gz");
        Assert.True(ServersDirectory.Find("", [PathOf(start)]).Contains("etcd-3.5.2.tar.gz"));
    }

    public void Dispose() => root.Delete(recursive: true);

    private string PathOf(string relative) => Path.Combine(root.FullName, relative);

    private void Put(string relative)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(relative))!);
        File.WriteAllText(PathOf(relative), "");
    }
}
