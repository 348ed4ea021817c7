using System.Net;
using Docker.DotNet;
using Polly;
using Polly.Retry;

namespace Chaos.Clusters;

/// <summary>What the engine's refusals mean while something is being removed.</summary>
internal static class EngineErrors
{
    private static readonly ResiliencePipeline WhileBusy = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = 40,
            Delay = TimeSpan.FromMilliseconds(150),
            ShouldHandle = new PredicateBuilder().Handle<DockerApiException>(e => !IsGone(e)),
        })
        .Build();

    private static readonly ResiliencePipeline<bool> UntilTrue = new ResiliencePipelineBuilder<bool>()
        .AddRetry(new RetryStrategyOptions<bool>
        {
            MaxRetryAttempts = 100,
            Delay = TimeSpan.FromMilliseconds(100),
            ShouldHandle = new PredicateBuilder<bool>().HandleResult(false),
        })
        .Build();

    /// <summary>Whether the object is not there.</summary>
    public static bool IsGone(DockerApiException e) => e.StatusCode == HttpStatusCode.NotFound;

    /// <summary>Whether the object is not there, or its removal has begun.</summary>
    public static bool IsGoneOrGoing(DockerApiException e) =>
        e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict;

    /// <summary>Removes something that may still be in use for a moment; that it is gone already is success.</summary>
    public static async Task RetryWhileBusyAsync(
        Func<CancellationToken, Task> removeAsync, CancellationToken cancellationToken)
    {
        try
        {
            await WhileBusy.ExecuteAsync(async token => await removeAsync(token), cancellationToken);
        }
        catch (DockerApiException e) when (IsGone(e))
        {
            // Somebody else removed it.
        }
    }

    /// <summary>Waits until a container whose removal has begun is gone, at most ten seconds.</summary>
    public static async Task WaitUntilRemovedAsync(
        IDockerClient client, string container, CancellationToken cancellationToken) =>
        await UntilTrue.ExecuteAsync(
            async token =>
            {
                try
                {
                    await client.Containers.InspectContainerAsync(container, token);
                    return false;
                }
                catch (DockerApiException e) when (IsGone(e))
                {
                    return true;
                }
            },
            cancellationToken);
}
