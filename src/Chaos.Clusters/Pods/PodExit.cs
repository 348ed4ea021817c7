using Docker.DotNet;

namespace Chaos.Clusters;

/// <summary>Waits until the engine has seen that a node's processes are gone, and has let go of what the container used.</summary>
internal static class PodExit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Waits for it.</summary>
    /// <exception cref="ClusterException">The engine does not notice.</exception>
    public static async Task WaitAsync(IDockerClient client, Pod pod, RunClock clock, CancellationToken cancellationToken)
    {
        try
        {
            await client.Containers.WaitContainerAsync(pod.NodeContainer, cancellationToken)
                .WaitAsync(Patience, clock.TimeProvider, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new ClusterException(
                $"The processes of {pod.Name} were killed, but the engine still calls its container running after "
                + $"{Patience.TotalSeconds:0} s. Is the engine overloaded? Try chaos doctor.", e);
        }
    }
}
