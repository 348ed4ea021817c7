using Chaos.Consensus;
using Chaos.Systems;
using Xunit;

namespace Chaos.Tests.Consensus.Served;

/// <summary>Programs behind TCP, with the client that containers get.</summary>
public sealed class ServedNodeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chaos-served-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("raft")]
    [InlineData("paxos")]
    public async Task A_node_serves_clients_and_knows_what_it_wrote_after_a_restart(string system)
    {
        var endpoint = ServedCluster.FreeEndpoint();
        await using (var node = ServedNode.Start(system, endpoint, folder))
        {
            await using var connection = Connect(system, endpoint).Open("n1");
            Assert.Equal(ReplyStatus.Ok, await AskAsync(connection, Write(7)));
            var probe = Assert.IsType<ProbeReply>((await connection.CallAsync(ProbeRequest.Plain, Stop)).Reply);
            Assert.Equal((NodeRole.Leader, 0), (probe.Role, probe.Leader));
            Assert.Contains($"became leader at term {probe.Term}", node.Log, StringComparison.Ordinal);
        }

        await using var again = ServedNode.Start(system, endpoint, folder);
        await using var next = Connect(system, endpoint).Open("n1");
        var read = (ClientReply)(await next.CallAsync(new ClientRequest(new() { Action = KeyValueAction.Read, Key = "x" }), Stop)).Reply!;
        Assert.Equal((ReplyStatus.Ok, Value.Of(7)), (read.Result.Status, read.Result.Value));
    }

    [Fact]
    public async Task A_node_takes_no_client_of_another_system()
    {
        var endpoint = ServedCluster.FreeEndpoint();
        await using var node = ServedNode.Start("raft", endpoint, folder);
        var connector = new TcpProgramConnector(
            new ServedCluster(endpoint), "etcd", ReferenceProgram.Of("raft").Create(OptionsOf("raft")).Codec, TimeProvider.System);
        await using var connection = connector.Open("n1");

        Assert.NotEqual(ProgramCallState.Answered, (await connection.CallAsync(ProbeRequest.Plain, Stop)).State);
    }

    internal static TcpProgramConnector Connect(string system, System.Net.IPEndPoint endpoint) =>
        new(new ServedCluster(endpoint), system, ReferenceProgram.Of(system).Create(OptionsOf(system)).Codec, TimeProvider.System);

    private static Options OptionsOf(string system) => Options.Create($"system {system}", ReferenceProgram.Of(system).Options, []);

    private static KeyValueCommand Write(long value) => new() { Action = KeyValueAction.Write, Key = "x", Value = Value.Of(value) };

    private static async Task<ReplyStatus> AskAsync(IProgramConnection connection, KeyValueCommand command) =>
        ((ClientReply)(await connection.CallAsync(new ClientRequest(command), Stop)).Reply!).Result.Status;
}
