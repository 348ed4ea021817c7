using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Chaos.Systems;
using Chaos.Systems.RabbitMq;
using Xunit;

namespace Chaos.Tests.Systems.RabbitMq;

/// <summary>The members as RabbitMQ tells them, and who is asked to change them.</summary>
public sealed class RabbitMqMembersTests
{
    private const string Two = """[{"name": "rabbit@n2", "running": true}, {"name": "rabbit@n1", "running": false}]""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_member_is_in_the_cluster_and_keeps_a_replica()
    {
        Assert.Equal(["n1", "n2"], RabbitMqMembers.Read(Json(Two), Json("""{"members": ["rabbit@n1", "rabbit@n2"]}""")));
        Assert.Equal(["n1", "n2"], RabbitMqMembers.Read(Json(Two)));
        var halfWay = Assert.Throws<ProbeException>(() => RabbitMqMembers.Read(Json(Two), Json("""{"members": ["rabbit@n1"]}""")));
        Assert.Contains("the cluster is n1, n2, but the queue is on n1", halfWay.Message, StringComparison.Ordinal);
        Assert.Throws<ProbeException>(() => RabbitMqMembers.Read(Json(Two), Json("{}")));
        Assert.Throws<ProbeException>(() => RabbitMqMembers.Read(Json("{}"), Json("{}")));
    }

    [Fact]
    public async Task Who_leaves_is_stopped_and_then_forgotten_by_another()
    {
        var asked = new ConcurrentQueue<string>();
        await using var first = Serving("n1", asked, "0\ndone\n");
        await using var second = Serving("n2", asked, "0\ndone\n");
        var members = new RabbitMqMembers(TimeProvider.System);
        Assert.False(members.HaveChanged);
        await members.RemoveAsync(new ControlledNode("n1", first.Endpoint), new ControlledNode("n2", second.Endpoint), Cancel);
        Assert.Equal(["n2: stop n2", "n1: forget n2", "n1: shrink n2"], asked);
        Assert.True(members.HaveChanged);
    }

    [Fact]
    public async Task A_refusal_has_the_exit_code_and_the_words()
    {
        var asked = new ConcurrentQueue<string>();
        await using var through = Serving("n1", asked, "69\nError:\nthe node is still running\n");
        var refused = await Assert.ThrowsAsync<ClusterException>(async () => await new RabbitMqMembers(TimeProvider.System).AddAsync(
            new ControlledNode("n1", through.Endpoint), new ControlledNode("n4", through.Endpoint), Cancel));
        Assert.Equal(["n1: grow n4"], asked);
        Assert.Contains("(exit code 69): Error: the node is still running", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_an_exit_code_is_no_consent()
    {
        await using var through = Serving("n1", new(), "");
        await Assert.ThrowsAsync<ClusterException>(async () => await new RabbitMqMembers(TimeProvider.System).AddAsync(
            new ControlledNode("n1", through.Endpoint), new ControlledNode("n4", through.Endpoint), Cancel));
    }

    [Theory]
    [InlineData("4.0.5", "quorum", true)]
    [InlineData("3.10.8", "mirrored", false)]
    public void Who_joins_begins_with_a_directory_of_its_own_and_mirrored_queues_have_no_members(string version, string queue, bool can)
    {
        var system = new RabbitMqSystem();
        var group = system.CreateRecipe(
            Options.Create("system rabbitmq", system.Options, [new("version", version), new("queue", queue)]), 3).Groups.Single();
        Assert.Equal(can, group.Join is not null);
        if (!can) return;
        var place = new NodePlace("n1", IPAddress.Parse("10.1.2.11"), new Dictionary<string, IPAddress>(), "run");
        var (first, again) = (group.Launch(place), group.Join!(new(place, ["n1", "n2", "n4"], 2)));
        Assert.NotEqual(first.Arguments[^1], again.Arguments[^1]);
        Assert.Contains("rabbit@n4", again.Files["/etc/chaos/rabbitmq.conf"], StringComparison.Ordinal);
        Assert.DoesNotContain("rabbit@n3", again.Files["/etc/chaos/rabbitmq.conf"], StringComparison.Ordinal);
    }

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private static ScriptedServer Serving(string node, ConcurrentQueue<string> asked, string answer) => new(async (stream, stop) =>
    {
        var buffer = new byte[256];
        var read = await stream.ReadAsync(buffer, stop);
        asked.Enqueue($"{node}: {Encoding.ASCII.GetString(buffer, 0, read).Trim()}");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), stop);
    });

    private sealed record ControlledNode(string Name, IPEndPoint Endpoint) : INode
    {
        public string Group => "servers";

        public bool Voter => true;

        public IPAddress Address => Endpoint.Address;

        public bool RefusalIsProof => true;

        public IPEndPoint EndpointOf(string portName) => portName == RabbitMqRecipe.ControlPort ? Endpoint : throw new ArgumentException(portName, nameof(portName));
    }
}
