namespace Chaos.Systems;

/// <summary>Ties each request to the permit of the operation that is under way.</summary>
internal sealed class SingleSendHandler(HttpMessageHandler inner, Func<SendPermit?> current) : DelegatingHandler(inner)
{
    // Each gRPC request has this header once.
    private const string HeaderOfEachRequest = "TE";
    private static readonly HttpRequestOptionsKey<SendPermit> permitKey = new("chaos.permit");

    /// <summary>
    /// Called for every header that is about to be written; lets each request through once. (The library's own hook for the
    /// encoding of headers is the only place that runs again when it sends a request again.)
    /// </summary>
    /// <exception cref="IOException">The request is being sent a second time.</exception>
    public static void OnHeader(string name, HttpRequestMessage request)
    {
        if (string.Equals(name, HeaderOfEachRequest, StringComparison.OrdinalIgnoreCase)
            && request.Options.TryGetValue(permitKey, out var permit))
            permit.Begin();
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (current() is { } permit && request.Content is { } content)
        {
            request.Options.Set(permitKey, permit);
            request.Content = new SingleSendContent(content, permit);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
