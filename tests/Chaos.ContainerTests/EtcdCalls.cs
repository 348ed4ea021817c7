using System.Text;
using Chaos.Clusters;
using Xunit;

namespace Chaos.ContainerTests;

/// <summary>A few calls to etcd over its HTTP gateway.</summary>
internal static class EtcdCalls
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Whether the node answers that the cluster is healthy (it reads through a quorum).</summary>
    public static async Task<bool> IsHealthyAsync(DockerCluster cluster, string node)
    {
        try
        {
            var answer = await Http.GetStringAsync(new Uri($"http://{EndpointOf(cluster, node)}/health"), Cancel);
            return answer.Contains("\"true\"", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <summary>Writes a key; false where that was refused or got no answer in time.</summary>
    public static async Task<bool> PutAsync(DockerCluster cluster, string node, string key, string value) =>
        await TryPostAsync(cluster, node, "kv/put", $$"""{"key":"{{Base64(key)}}","value":"{{Base64(value)}}"}""") is not null;

    /// <summary>Reads a key through a quorum; null where it is not there or there was no answer.</summary>
    public static async Task<bool> HasAsync(DockerCluster cluster, string node, string key, string value) =>
        await TryPostAsync(cluster, node, "kv/range", $$"""{"key":"{{Base64(key)}}"}""") is { } answer
        && answer.Contains(Base64(value), StringComparison.Ordinal);

    /// <summary>Asks a node; null where that was refused or got no answer in time.</summary>
    public static async Task<string?> TryPostAsync(DockerCluster cluster, string node, string call, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        try
        {
            using var answer = await Http.PostAsync(new Uri($"http://{EndpointOf(cluster, node)}/v3/{call}"), content, Cancel);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(Cancel) : null;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    private static System.Net.IPEndPoint EndpointOf(DockerCluster cluster, string node) =>
        cluster.Nodes.First(n => n.Name == node).EndpointOf("client");

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
