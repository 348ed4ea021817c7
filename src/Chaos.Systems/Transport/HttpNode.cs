using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Chaos.Systems;

/// <summary>
/// HTTP requests to one node, one at a time. A changing one leaves at most once; a failure says whether it can have left.
/// </summary>
internal sealed class HttpNode : IAsyncDisposable
{
    private readonly SingleSendSockets sockets;
    private readonly HttpClient client;
    private readonly bool refusalIsProof;

    /// <summary>Makes it; it connects when it is first used.</summary>
    /// <param name="dialer">Where the node is.</param>
    /// <param name="authorization">Who asks; null for nobody in particular.</param>
    public HttpNode(NodeDialer dialer, AuthenticationHeaderValue? authorization = null)
    {
        sockets = new SingleSendSockets(dialer.Endpoint, dialer.ConnectWithin, dialer.Time);
        client = new HttpClient(sockets.Handler)
        {
            BaseAddress = new Uri($"http://{dialer.Endpoint}"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        // The header by which a second sending of a request is noticed.
        client.DefaultRequestHeaders.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        client.DefaultRequestHeaders.Authorization = authorization;
        refusalIsProof = dialer.RefusalIsProof;
    }

    /// <summary>Who asks, by user and password.</summary>
    public static AuthenticationHeaderValue Login(string user, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    /// <summary>Reads a resource.</summary>
    /// <exception cref="CallException">There was no whole answer.</exception>
    public Task<HttpAnswer> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), null, cancellationToken);

    /// <summary>Changes a resource.</summary>
    /// <exception cref="CallException">There was no whole answer; its row says whether the request can have left.</exception>
    public async Task<HttpAnswer> SendAsync(HttpMethod method, string path, byte[] content, CancellationToken cancellationToken)
    {
        var permit = sockets.BeginOperation();
        try
        {
            return await SendAsync(
                new HttpRequestMessage(method, path) { Content = new ByteArrayContent(content) }, permit, cancellationToken);
        }
        finally
        {
            sockets.EndOperation();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await sockets.DisposeAsync();
        client.Dispose();
    }

    private async Task<HttpAnswer> SendAsync(HttpRequestMessage request, SendPermit? permit, CancellationToken cancellationToken)
    {
        using var owned = request;
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return new((int)response.StatusCode, body, response.Headers);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or ObjectDisposedException)
        {
            throw FailureOf(e, permit);
        }
    }

    private CallException FailureOf(Exception e, SendPermit? permit)
    {
        // What only reads may be sent again by the library, on a connection that is then refused: it has no effect either way.
        if (permit is null && IsRefusal(e)) return RefusalOf(e);
        if (permit is null || !permit.TryRevoke()) return new(TransportErrors.LostAfterSend, Innermost(e), e);
        return permit.ConnectFailure switch
        {
            { IsRefusal: true } => RefusalOf(e),
            { } failure => new(TransportErrors.NotConnected, failure.Reason, e),
            null => new(TransportErrors.NotConnected, $"not sent ({Innermost(e)})", e),
        };
    }

    private CallException RefusalOf(Exception e) => new(refusalIsProof ? TransportErrors.Refused : TransportErrors.RefusedByProxy, "", e);

    private static bool IsRefusal(Exception? e) =>
        e is SocketException { SocketErrorCode: SocketError.ConnectionRefused } || (e is not null && IsRefusal(e.InnerException));

    private static string Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e.Message;
}
