using Chaos.Agent;

namespace Chaos.Clusters;

/// <summary>
/// The kernel's freezer through the agents, which thaw when this process dies: a frozen process may not even be killed. The engine does
/// not know of it.
/// </summary>
internal sealed class DockerFreezerFaults(IReadOnlyList<Pod> pods) : IFreezerFaults
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public ValueTask<EffectTime> FreezeAsync(string node, CancellationToken cancellationToken) =>
        AskAsync(node, new AgentRequest.Freeze(), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<EffectTime> ThawAsync(string node, CancellationToken cancellationToken) =>
        AskAsync(node, new AgentRequest.Thaw(), cancellationToken);

    private async ValueTask<EffectTime> AskAsync(string node, AgentRequest request, CancellationToken cancellationToken)
    {
        var pod = pods.FirstOrDefault(pod => pod.Name == node)
            ?? throw new ArgumentException($"There is no node '{node}' in this cluster.", nameof(node));
        await pod.Changing.WaitAsync(cancellationToken);
        try
        {
            return (await pod.Agent.AskAsync(request, cancellationToken, Patience)).Effect;
        }
        finally
        {
            pod.Changing.Release();
        }
    }
}
