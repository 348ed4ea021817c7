using Chaos.Clusters;
using Xunit;

namespace Chaos.ContainerTests;

public sealed class EngineTests
{
    private readonly CancellationToken cancellationToken = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_socket_that_does_not_exist_is_named_with_what_to_do()
    {
        var e = await Assert.ThrowsAsync<ClusterException>(
            () => DockerEngine.ConnectAsync(new Uri("unix:///nowhere/docker.sock"), cancellationToken));

        Assert.Contains("/nowhere/docker.sock", e.Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", e.Message, StringComparison.Ordinal);
        Assert.Contains("./chaos doctor", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_that_nobody_listens_on_is_named_with_what_to_do()
    {
        var path = Path.GetTempFileName();
        var e = await Assert.ThrowsAsync<ClusterException>(
            () => DockerEngine.ConnectAsync(new Uri($"unix://{path}"), cancellationToken));
        File.Delete(path);

        Assert.Contains(path, e.Message, StringComparison.Ordinal);
        Assert.Contains("systemctl start docker", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_engine_says_what_it_is()
    {
        using var engine = await Engines.RequireAsync();

        Assert.NotEmpty(engine.Information.Version);
        Assert.True(Version.TryParse(engine.Information.ApiVersion, out _));
        Assert.Contains(engine.Information.Architecture, new[] { "x64", "arm64" });
    }

    [Fact]
    public async Task The_doctor_looks_at_engine_disk_image_agent_and_kernel()
    {
        using var engine = await Engines.RequireAsync();

        var (lines, faults) = await Doctor.ExamineAsync([EtcdNodes.Image], TimeProvider.System, cancellationToken);

        foreach (var name in new[] { "engine", "api", "architecture", "disk", "image", "agent", "kernel nft", "left-overs" })
            Assert.Contains(lines, line => line.Name == name);
        Assert.All(lines.Where(line => !line.Ok), line => Assert.NotNull(line.Mend));
        Assert.Equal(SupportKind.Native, faults!.Of(FaultCapability.Cuts).Kind);
        Assert.Equal(SupportKind.Native, faults.Of(FaultCapability.Signals).Kind);
    }
}
