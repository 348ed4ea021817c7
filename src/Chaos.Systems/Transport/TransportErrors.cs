namespace Chaos.Systems;

/// <summary>The rows that the tables of all systems share: what can happen to a connection.</summary>
internal static class TransportErrors
{
    /// <summary>Nothing listens on the node's address.</summary>
    public static readonly ErrorRow Refused = new(
        "connection refused", OperationType.Fail, "The node has no server: there was no connection to send on.");

    /// <summary>Something in front of the node refused.</summary>
    public static readonly ErrorRow RefusedByProxy = new(
        "connection refused by a proxy", OperationType.Info, "A proxy stands before the node; its refusal says nothing of the node.");

    /// <summary>No connection came about.</summary>
    public static readonly ErrorRow NotConnected = new(
        "not connected", OperationType.Fail, "There was no connection to send on.");

    /// <summary>The server did not let the connection come about in its own terms (handshake, log-in, session).</summary>
    public static readonly ErrorRow NoSession = new(
        "no session", OperationType.Fail, "The server did not finish the handshake that comes before the first request.");

    /// <summary>The connection ended after the request had begun to leave.</summary>
    public static readonly ErrorRow LostAfterSend = new(
        "no answer after the request was sent", OperationType.Info, "The server may have got it, and may still apply it.");

    /// <summary>The server answered something that no row knows.</summary>
    public static readonly ErrorRow UnknownAnswer = new(
        "unknown answer", OperationType.Info, "Nothing is known about what it proves.");

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<ErrorRow> All = [Refused, RefusedByProxy, NotConnected, NoSession, LostAfterSend, UnknownAnswer];
}
