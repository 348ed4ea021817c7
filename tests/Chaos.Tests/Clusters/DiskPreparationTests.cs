using System.Text.Json.Nodes;
using Chaos.Clusters;
using Xunit;

namespace Chaos.Tests.Clusters;

public sealed class DiskPreparationTests
{
    [Fact]
    public void A_run_without_faults_of_disks_gives_its_agents_nothing_more()
    {
        var privileges = AgentPrivileges.For(ClusterNeeds.None);

        Assert.Equal(["KILL", "NET_ADMIN"], privileges.Capabilities);
        Assert.Empty(privileges.Devices);
        Assert.Empty(privileges.DeviceRules);
        Assert.Empty(privileges.Security);
    }

    [Fact]
    public void A_power_loss_needs_loop_devices_and_the_right_to_mount()
    {
        var privileges = AgentPrivileges.For(new() { PowerLoss = true });

        Assert.Contains("SYS_ADMIN", privileges.Capabilities);
        Assert.Equal("/dev/loop-control", Assert.Single(privileges.Devices).PathOnHost);
        Assert.Equal("b 7:* rmw", Assert.Single(privileges.DeviceRules));
    }

    [Fact]
    public void Lying_flushes_succeed_and_what_containers_are_refused_stays_refused()
    {
        var profile = JsonNode.Parse(SeccompProfiles.LyingFlushes)!;
        int? ErrnoOf(string call) => profile["syscalls"]!.AsArray()
            .Where(rule => rule!["args"] is null && rule["names"]!.AsArray().Any(name => (string?)name == call))
            .Select(rule => (int?)rule!["errnoRet"]).SingleOrDefault();

        Assert.Equal("SCMP_ACT_ALLOW", (string?)profile["defaultAction"]);
        Assert.All(["fsync", "fdatasync", "sync", "syncfs", "sync_file_range", "msync"], call => Assert.Equal(0, ErrnoOf(call)));
        Assert.All(["mount", "setns", "kexec_load", "bpf", "reboot"], call => Assert.Equal(1, ErrnoOf(call)));
        Assert.Equal(38, ErrnoOf("io_uring_setup"));
        Assert.Null(ErrnoOf("write"));
    }

    [Fact]
    public void Damage_is_drawn_alike_for_the_same_file_and_differently_for_another()
    {
        var plan = new DamagePlan { Files = "*", FlipBits = 4, TruncateBytes = 10, Random = Randomness.FromSeed(3) };

        var first = DamageDraw.Of(new("a", 1000), plan);
        var again = DamageDraw.Of(new("a", 1000), plan);
        var other = DamageDraw.Of(new("b", 1000), plan);

        Assert.Equal(first.Flips, again.Flips);
        Assert.NotEqual(first.Flips, other.Flips);
        Assert.Equal(990, first.Length);
        Assert.All(first.Flips!, flip => Assert.True(flip is { Offset: >= 0 and < 1000, Bit: >= 0 and < 8 }));
        Assert.Equal(0, DamageDraw.Of(new("c", 5), plan).Length);
    }
}
