using System.Globalization;

namespace Chaos.Systems;

/// <summary>
/// Every error of ZooKeeper that a client of Chaos can meet, and what it proves about a change. The codes are those of the public
/// protocol; a code that is in no row is info.
/// </summary>
internal static class ZooKeeperErrors
{
    /// <summary>The node does not exist.</summary>
    public const int NoNode = -101;

    /// <summary>The node has another version than the expected one.</summary>
    public const int BadVersion = -103;

    /// <summary>The node exists already.</summary>
    public const int NodeExists = -110;

    /// <summary>The session is over.</summary>
    public const int SessionExpired = -112;

    private const string Refused = "The leader found it while it put the request in order, and made no change of it.";

    /// <summary>The answers of a server, by code.</summary>
    public static readonly IReadOnlyDictionary<int, ErrorRow> Answers = new Dictionary<int, ErrorRow>
    {
        [NoNode] = new("no node", OperationType.Fail, Refused),
        [BadVersion] = new("bad version", OperationType.Fail, Refused),
        [NodeExists] = new("node exists", OperationType.Fail, Refused),
        [-111] = new("not empty", OperationType.Fail, Refused),
        [-108] = new("no children for ephemerals", OperationType.Fail, Refused),
        [-102] = new("no authority", OperationType.Fail, Refused),
        [-8] = new("bad arguments", OperationType.Fail, Refused),
        [-6] = new("unimplemented", OperationType.Fail, "The server knows no such request."),
        [SessionExpired] = new("session expired", OperationType.Info, "An earlier request of the session may still be under way."),
        [-118] = new("session moved", OperationType.Info, "The session belongs to another server; the request may have been passed on."),
        [-4] = new("connection loss", OperationType.Info, "The server lost its leader while the request was under way."),
        [-7] = new("operation timeout", OperationType.Info, "It may still be carried out."),
        [-1] = new("system error", OperationType.Info, "Nothing is said about the request."),
        [-2] = new("runtime inconsistency", OperationType.Info, "In a transaction: another part of it failed, or it was never tried."),
    };

    /// <summary>The exception for an answer's code.</summary>
    public static CallException Of(int code) => Answers.TryGetValue(code, out var row)
        ? new(row)
        : new(TransportErrors.UnknownAnswer, code.ToString(CultureInfo.InvariantCulture));
}
