using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Chaos.Systems;
using Xunit;

namespace Chaos.Tests.Systems.Consul;

/// <summary>The members as Consul tells them, and who is asked to change them.</summary>
public sealed class ConsulMembersTests
{
    private const string Both = """
        {"Servers": [
          {"ID": "a-1", "Node": "n1", "Address": "127.0.0.1:8300", "Leader": true, "Voter": true},
          {"ID": "b 2", "Node": "(unknown)", "Address": "10.1.2.12:8300", "Leader": false, "Voter": false}], "Index": 0}
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Servers_are_told_by_their_address_and_whether_they_vote()
    {
        Assert.Equal(
            [new ConsulServer("a-1", "127.0.0.1", true), new ConsulServer("b 2", "10.1.2.12", false)],
            ConsulServer.Parse(Answer(200, Both)));
        Assert.Throws<ProbeException>(() => ConsulServer.Parse(Answer(500, "No cluster leader")));
        Assert.Throws<ProbeException>(() => ConsulServer.Parse(Answer(200, "{}")));
        Assert.Throws<ProbeException>(() => ConsulServer.Parse(Answer(200, "<html>")));
    }

    [Fact]
    public async Task Who_cannot_leave_by_itself_is_removed_by_another_that_still_has_it()
    {
        var asked = new ConcurrentQueue<string>();
        await using var through = Serving(asked, path => path.Contains("configuration", StringComparison.Ordinal) ? Both : "");
        await MembersOf(through.Endpoint).RemoveAsync(Node("n1", "127.0.0.1"), Node("n2", "10.1.2.12"), Cancel);
        Assert.Equal(
            [
                "GET /v1/operator/raft/configuration?stale", "DELETE /v1/operator/raft/peer?id=b%202", "PUT /v1/agent/force-leave/n2",
            ],
            asked);
    }

    [Fact]
    public async Task Who_has_gone_already_is_not_removed_again()
    {
        var asked = new ConcurrentQueue<string>();
        await using var through = Serving(asked, _ => Both);
        await MembersOf(through.Endpoint).RemoveAsync(Node("n1", "127.0.0.1"), Node("n3", "10.1.2.13"), Cancel);
        Assert.Equal(["GET /v1/operator/raft/configuration?stale"], asked);
    }

    [Fact]
    public async Task A_refusal_has_the_servers_words()
    {
        await using var through = Serving(new(), path => path.Contains("configuration", StringComparison.Ordinal) ? Both : "No cluster leader", 500);
        var refused = await Assert.ThrowsAsync<ClusterException>(
            async () => await MembersOf(through.Endpoint).RemoveAsync(Node("n1", "127.0.0.1"), Node("n2", "10.1.2.12"), Cancel));
        Assert.Contains("No cluster leader", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_joins_founds_no_cluster_and_begins_with_a_directory_of_its_own()
    {
        var system = new ConsulSystem();
        var group = system.CreateRecipe(Options.Create("system consul", system.Options, []), 3).Groups.Single();
        var place = new NodePlace("n1", IPAddress.Parse("10.1.2.11"), new Dictionary<string, IPAddress>(), "run");
        var (first, again) = (group.Launch(place).Arguments, group.Join!(new(place, ["n1", "n2", "n4"], 2)).Arguments);
        Assert.Contains("-bootstrap-expect", first);
        Assert.DoesNotContain("-bootstrap-expect", again);
        Assert.Contains("/data/consul-2", again);
        Assert.Equal(["n2", "n4"], again.Zip(again.Skip(1)).Where(pair => pair.First == "-retry-join").Select(pair => pair.Second));
        Assert.Contains(first, argument => argument.Contains("cleanup_dead_servers = false", StringComparison.Ordinal));
    }

    private static HttpAnswer Answer(int status, string body)
    {
        using var response = new HttpResponseMessage();
        return new(status, Encoding.UTF8.GetBytes(body), response.Headers);
    }

    private static AwayNode Node(string name, string address) => new AwayNode(name, IPAddress.Parse(address));

    // The node with this machine's address is served; nobody listens for any other.
    private static ConsulMembers MembersOf(IPEndPoint through) => new(
        node => new HttpNode(new NodeDialer(
            node.Address.Equals(IPAddress.Loopback) ? through : ScriptedServer.Nobody(), TimeSpan.FromSeconds(5), true, TimeProvider.System)),
        TimeProvider.System);

    private static ScriptedServer Serving(ConcurrentQueue<string> asked, Func<string, string> answerOf, int changes = 200) => new(async (stream, stop) =>
    {
        var (buffer, text) = (new byte[4096], "");
        while (!text.Contains("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer, stop) is > 0 and var read)
            text += Encoding.ASCII.GetString(buffer, 0, read);
        if (text.Length == 0) return;
        var request = text[..text.IndexOf(" HTTP", StringComparison.Ordinal)];
        asked.Enqueue(request);
        var (status, body) = (request.StartsWith("GET", StringComparison.Ordinal) ? 200 : changes, answerOf(request));
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 {status} Told\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"), stop);
        _ = await stream.ReadAsync(buffer, stop);
    });

    private sealed record AwayNode(string Name, IPAddress Address) : INode
    {
        public string Group => "servers";

        public bool Voter => true;

        public bool RefusalIsProof => true;

        public IPEndPoint EndpointOf(string portName) => new(Address, 1);
    }
}
