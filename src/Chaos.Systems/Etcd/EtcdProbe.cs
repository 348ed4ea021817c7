using Chaos.Systems.EtcdMessages;
using Google.Protobuf;
using Grpc.Core;

namespace Chaos.Systems;

/// <summary>What one node of etcd says about itself and the cluster.</summary>
internal sealed class EtcdProbe : IAsyncDisposable
{
    // A leader that is missing for longer than this is worth an observation; a quorum needs a little more.
    private static readonly TimeSpan roleWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan quorumWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan changeWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan maintenanceWithin = TimeSpan.FromSeconds(20);
    private static readonly ByteString probedKey = ByteString.CopyFromUtf8("chaos/health");

    private readonly ProbeChannel role;
    private readonly ProbeChannel quorum;
    private readonly ProbeChannel other;
    private readonly ProbeChannel change;
    private readonly ProbeChannel maintenance;

    public EtcdProbe(INode node, TimeProvider time)
    {
        var endpoint = node.EndpointOf(EtcdRecipe.ClientPort);
        role = new ProbeChannel(endpoint, roleWithin, time);
        quorum = new ProbeChannel(endpoint, quorumWithin, time);
        other = new ProbeChannel(endpoint, quorumWithin, time);
        change = new ProbeChannel(endpoint, changeWithin, time);
        maintenance = new ProbeChannel(endpoint, maintenanceWithin, time);
    }

    /// <summary>The node's own status; no quorum is needed.</summary>
    /// <exception cref="ProbeException">There was no answer.</exception>
    public Task<StatusResponse> StatusAsync(CancellationToken cancellationToken) => role.CallAsync(
        async (invoker, token) => await StatusAsync(invoker, token), cancellationToken);

    /// <summary>The members as the node sees them; no quorum is needed.</summary>
    /// <exception cref="ProbeException">There was no answer.</exception>
    public Task<MemberListResponse> MembersAsync(CancellationToken cancellationToken) => other.CallAsync(
        async (invoker, token) =>
            await new Cluster.ClusterClient(invoker).MemberListAsync(new MemberListRequest(), cancellationToken: token),
        cancellationToken);

    /// <summary>A digest of the node's keys from its compacted revision to this one; no quorum is needed.</summary>
    /// <exception cref="ProbeException">There was no answer.</exception>
    public Task<HashKVResponse> HashAsync(long revision, CancellationToken cancellationToken) => change.CallAsync(
        async (invoker, token) => await new Maintenance.MaintenanceClient(invoker).HashKVAsync(
            new HashKVRequest { Revision = revision }, cancellationToken: token),
        cancellationToken);

    /// <summary>Adds a member; a quorum is needed.</summary>
    /// <exception cref="ProbeException">It was refused, or there was no answer.</exception>
    public Task<MemberAddResponse> AddMemberAsync(string peerUrl, CancellationToken cancellationToken) => change.CallAsync(
        async (invoker, token) => await new Cluster.ClusterClient(invoker).MemberAddAsync(
            new MemberAddRequest { PeerUrls = { peerUrl } }, cancellationToken: token),
        cancellationToken);

    /// <summary>Removes a member; a quorum is needed.</summary>
    /// <exception cref="ProbeException">It was refused, or there was no answer.</exception>
    public Task<MemberRemoveResponse> RemoveMemberAsync(ulong id, CancellationToken cancellationToken) => change.CallAsync(
        async (invoker, token) => await new Cluster.ClusterClient(invoker).MemberRemoveAsync(
            new MemberRemoveRequest { Id = id }, cancellationToken: token),
        cancellationToken);

    /// <summary>Carries out a task of maintenance, with more patience than a probe.</summary>
    /// <exception cref="ProbeException">It was refused, or there was no answer.</exception>
    public Task<T> MaintainAsync<T>(Func<CallInvoker, CancellationToken, Task<T>> task, CancellationToken cancellationToken) =>
        maintenance.CallAsync(task, cancellationToken);

    /// <summary>Reads a key through the quorum, then the node's alarms; gives what is wrong, or null.</summary>
    /// <exception cref="ProbeException">There was no answer.</exception>
    public async Task<string?> FindIllnessAsync(CancellationToken cancellationToken)
    {
        var status = await quorum.CallAsync(
            async (invoker, token) =>
            {
                await new KV.KVClient(invoker).RangeAsync(new RangeRequest { Key = probedKey }, cancellationToken: token);
                return await StatusAsync(invoker, token);
            },
            cancellationToken);
        return status.Errors.Count == 0 ? null : string.Join("; ", status.Errors);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await role.DisposeAsync();
        await quorum.DisposeAsync();
        await other.DisposeAsync();
        await change.DisposeAsync();
        await maintenance.DisposeAsync();
    }

    private static AsyncUnaryCall<StatusResponse> StatusAsync(CallInvoker invoker, CancellationToken token) =>
        new Maintenance.MaintenanceClient(invoker).StatusAsync(new StatusRequest(), cancellationToken: token);
}
