namespace Chaos.Systems;

/// <summary>Ties each request to the permit of the operation that is under way.</summary>
internal sealed class SingleSendHandler(HttpMessageHandler inner, Func<SendPermit?> current) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (current() is { } permit && request.Content is { } content)
            request.Content = new SingleSendContent(content, permit);
        return base.SendAsync(request, cancellationToken);
    }
}
