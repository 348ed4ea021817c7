using System.Net;
using System.Net.Sockets;
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
            MaxRetryAttempts = 70,
            Delay = TimeSpan.FromMilliseconds(150),
            ShouldHandle = new PredicateBuilder().Handle<DockerApiException>(e => !IsGone(e)),
        })
        .Build();

    /// <summary>Whether an exception tells of the engine and not of us.</summary>
    public static bool IsOfEngine(Exception e) => e is DockerApiException or HttpRequestException or SocketException
            or TimeoutException or TaskCanceledException { InnerException: TimeoutException }
        || (e is IOException && e.InnerException is SocketException);

    /// <summary>Does something with the engine; its failures become sentences.</summary>
    public static async Task<T> SayAsync<T>(string what, Func<Task<T>> doAsync)
    {
        try
        {
            return await doAsync();
        }
        catch (Exception e) when (IsOfEngine(e))
        {
            throw Failed(what, e);
        }
    }

    /// <summary>The sentence about something that the engine could not do.</summary>
    public static ClusterException Failed(string what, Exception e) => e is DockerApiException
        ? new ClusterException($"The engine could not {what}: {e.Message.Trim()}", e)
        : new ClusterException($"The engine could not {what}, it is gone: {e.Message.Trim()} Try chaos doctor.", e);

    /// <summary>Whether the object is not there.</summary>
    public static bool IsGone(DockerApiException e) => e.StatusCode == HttpStatusCode.NotFound;

    /// <summary>
    /// Removes something that may still be in use for a moment, or is just being removed: tries for ten seconds and more, whatever the engine's error. That
    /// it is gone already is success.
    /// </summary>
    /// <exception cref="DockerApiException">It is still there.</exception>
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
}
