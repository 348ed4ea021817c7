using Chaos.Clusters;
using Xunit;

namespace Chaos.Tests.Clusters;

public sealed class TextTests
{
    [Fact]
    public void Lines_are_whole_however_the_bytes_are_cut()
    {
        var splitter = new LineSplitter();
        var lines = new List<string>();
        foreach (var piece in new[] { "fir", "st\r\nse", "cond\n\nth", "ird" })
            lines.AddRange(splitter.Add(System.Text.Encoding.UTF8.GetBytes(piece)));

        Assert.Equal(["first", "second", ""], lines);
        Assert.Equal("third", splitter.End());
        Assert.Null(splitter.End());
    }

    [Theory]
    [InlineData("quay.io/coreos/etcd:v3.7.3", "quay.io")]
    [InlineData("localhost/etcd", "localhost")]
    [InlineData("registry:5000/etcd", "registry:5000")]
    [InlineData("apache/kafka:4.3.1", "registry-1.docker.io")]
    [InlineData("zookeeper:3.9", "registry-1.docker.io")]
    [InlineData("docker.io/library/redis:8", "registry-1.docker.io")]
    public void The_registry_of_a_reference_is_known(string reference, string host)
    {
        Assert.Equal(host, RegistryProbe.HostOf(reference));
    }

    [Theory]
    [InlineData("6.18.44-fc", 6, 18)]
    [InlineData("6.6.87.2-microsoft-standard-WSL2", 6, 6)]
    [InlineData("strange", 0, 0)]
    public void The_version_of_a_kernel_is_read_from_its_release(string release, int major, int minor)
    {
        Assert.Equal(new Version(major, minor), KernelFeatures.VersionOf(release));
    }
}
