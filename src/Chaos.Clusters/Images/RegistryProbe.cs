using System.Collections.Concurrent;

namespace Chaos.Clusters;

/// <summary>Asks quickly whether an image registry answers, and remembers the answer for the run.</summary>
internal sealed class RegistryProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly ConcurrentDictionary<string, Task<string?>> answers = new(StringComparer.Ordinal);

    /// <summary>The host of the registry that an image reference names; Docker Hub where it names none.</summary>
    public static string HostOf(string reference)
    {
        var slash = reference.IndexOf('/');
        var first = slash < 0 ? string.Empty : reference[..slash];
        var named = first.Contains('.') || first.Contains(':') || first == "localhost";
        return named && first != "docker.io" ? first : "registry-1.docker.io";
    }

    /// <summary>Null where the registry of a reference answers; else why not, in a few words.</summary>
    public Task<string?> WhyUnreachableAsync(string reference, CancellationToken cancellationToken) =>
        answers.GetOrAdd(HostOf(reference), host => AskAsync(host, cancellationToken));

    /// <summary>Remembers that a registry that answered did not deliver.</summary>
    public void Fail(string reference, string reason) => answers[HostOf(reference)] = Task.FromResult<string?>(reason);

    // Every registry of images answers 200 or 401 here; a proxy or a captive portal does not.
    private static async Task<string?> AskAsync(string host, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(
                new Uri($"https://{host}/v2/"), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return (int)answer.StatusCode is 200 or 401 ? null : $"it answered HTTP {(int)answer.StatusCode}";
        }
        catch (HttpRequestException e)
        {
            return e.Message;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no answer within {Patience.TotalSeconds:0} s";
        }
    }
}
