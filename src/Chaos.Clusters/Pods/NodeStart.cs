using Chaos.Agent;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Chaos.Clusters;

/// <summary>
/// Starts the container of a node. Where calls on its files are to be treated, its first program is the agent's gate: it waits there until
/// the agent has put the layer over the data directory, and then becomes the node's own program.
/// </summary>
internal sealed class NodeStart(IDockerClient client, ClusterNeeds needs)
{
    private const string GatePath = $"/.chaos/{AgentProtocol.GateName}";

    /// <summary>Starts it; false where the engine believes that it runs.</summary>
    public async Task<bool> TryStartAsync(Pod pod, CancellationToken cancellationToken)
    {
        if (!await client.Containers.StartContainerAsync(pod.NodeContainer, new ContainerStartParameters(), cancellationToken))
            return false;
        if (needs.FileCalls)
            await pod.Agent.AskAsync(new AgentRequest.GateOpen { Directory = pod.Members.DataDirectory }, cancellationToken);
        pod.CountStart();
        return true;
    }

    /// <summary>What the container is to run, so that it goes through the gate where there is one.</summary>
    public IReadOnlyList<string> CommandOf(NodeLaunch launch) =>
        needs.FileCalls ? [GatePath, AgentProtocol.GateWord, .. launch.Arguments] : launch.Arguments;

    /// <summary>Puts the gate's program beside the node's other files.</summary>
    public async Task AddGateAsync(ImageTar tar, string architecture, CancellationToken cancellationToken)
    {
        if (!needs.FileCalls)
            return;
        await using var program = File.OpenRead(AgentImage.Find(architecture)
            ?? throw new ClusterException($"The agent for {architecture} is not there. Build it with {SourceTree.AgentScript}."));
        await tar.AddAsync(GatePath, program, executable: true, cancellationToken);
    }
}
