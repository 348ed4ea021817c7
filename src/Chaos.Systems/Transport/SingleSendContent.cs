using System.Net;

namespace Chaos.Systems;

/// <summary>
/// A request's body that can be written once. <see cref="SocketsHttpHandler"/> sends a request again by itself where the protocol
/// says that a server did not process it (HTTP/2 GOAWAY, REFUSED_STREAM); a recorded operation must not rely on that. This is the
/// second lock: <see cref="SingleSendHandler.OnHeader"/> already stops the headers of a second request.
/// </summary>
internal sealed class SingleSendContent : HttpContent
{
    private readonly HttpContent inner;
    private readonly SendPermit permit;

    public SingleSendContent(HttpContent inner, SendPermit permit)
    {
        this.inner = inner;
        this.permit = permit;
        foreach (var (name, values) in inner.Headers.NonValidated)
            Headers.TryAddWithoutValidation(name, values);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        permit.Use();
        return inner.CopyToAsync(stream, context, cancellationToken);
    }

    // Consul reads no body whose length is not stated.
    protected override bool TryComputeLength(out long length)
    {
        length = inner.Headers.ContentLength ?? -1;
        return length >= 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
