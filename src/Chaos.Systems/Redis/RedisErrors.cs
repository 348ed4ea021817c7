namespace Chaos.Systems;

/// <summary>
/// Every error of Redis that a client of Chaos can meet, by its first word, and what it proves about a change. The server checks all of them before
/// it carries a command out; what is in no row is info.
/// </summary>
internal static class RedisErrors
{
    private const string BeforeCarryingOut = "The server refuses the command before it carries it out.";

    /// <summary>No sentinel names a primary.</summary>
    public static readonly ErrorRow NoPrimary = new("no primary", OperationType.Fail, "The node's sentinel names none: nothing was sent.");

    /// <summary>The answers of a server, by the first word of the error.</summary>
    public static readonly IReadOnlyDictionary<string, ErrorRow> Answers = new Dictionary<string, ErrorRow>(StringComparer.Ordinal)
    {
        ["READONLY"] = new("READONLY", OperationType.Fail, "The server is a replica, and takes no writes."),
        ["NOREPLICAS"] = new("NOREPLICAS", OperationType.Fail, "Too few replicas answer the primary."),
        ["LOADING"] = new("LOADING", OperationType.Fail, "The server still reads its data."),
        ["MASTERDOWN"] = new("MASTERDOWN", OperationType.Fail, "The replica has lost its primary, and answers nothing."),
        ["OOM"] = new("OOM", OperationType.Fail, BeforeCarryingOut),
        ["MISCONF"] = new("MISCONF", OperationType.Fail, "The server cannot write its files, and takes no writes."),
        ["NOAUTH"] = new("NOAUTH", OperationType.Fail, BeforeCarryingOut),
        ["WRONGTYPE"] = new("WRONGTYPE", OperationType.Fail, BeforeCarryingOut),
        ["BUSY"] = new("BUSY", OperationType.Fail, "The server carries out a script, and nothing else."),
        ["UNBLOCKED"] = new("UNBLOCKED", OperationType.Info, "The command waited when the server became a replica."),
        ["ERR"] = new("ERR", OperationType.Info, "Anything else, also while a script runs."),
    };

    /// <summary>The exception for an error.</summary>
    public static CallException Of(string error)
    {
        // An error inside a script is told with the script's name after it: then the script may have changed something before.
        var first = error.Split(' ')[0];
        return Answers.TryGetValue(first, out var row) ? new(row, row.Proves is OperationType.Fail ? "" : error) : new(TransportErrors.UnknownAnswer, error);
    }

    /// <summary>Whether the error says that the server is not the primary to speak to.</summary>
    public static bool AsksForAnother(ErrorRow row) => row.Text is "READONLY" or "LOADING" or "MASTERDOWN" or "NOREPLICAS";
}
