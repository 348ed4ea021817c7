using MySqlConnector;

namespace Chaos.Systems.Galera;

/// <summary>
/// Every error of MariaDB Galera that a client of Chaos can meet, by its number, and what it proves about a statement that is a transaction by
/// itself, or about a commit. What is in no row is info.
/// </summary>
internal static class GaleraErrors
{
    private const string BeforeCarryingOut = "The server refuses the statement before it carries it out.";

    /// <summary>The answers of a server, by their number.</summary>
    public static readonly IReadOnlyDictionary<int, ErrorRow> Answers = new Dictionary<int, ErrorRow>
    {
        [1047] = new("1047 not ready", OperationType.Fail, "The node is in no primary component, and carries out nothing."),
        [1213] = new("1213 deadlock", OperationType.Fail, "The transaction lost against another one, here or in the group's order, and was rolled back."),
        [1205] = new("1205 lock wait timeout", OperationType.Fail, "The statement waited too long, for a lock or for the group, and was rolled back."),
        [1020] = new("1020 changed since read", OperationType.Fail, "The row is newer than the transaction: the statement was rolled back."),
        [1062] = new("1062 duplicate", OperationType.Fail, "The row was there already: the statement was rolled back."),
        [1040] = new("1040 too many connections", OperationType.Fail, BeforeCarryingOut),
        [1049] = new("1049 unknown database", OperationType.Fail, BeforeCarryingOut),
        [1146] = new("1146 no such table", OperationType.Fail, BeforeCarryingOut),
        [1290] = new("1290 read only", OperationType.Fail, BeforeCarryingOut),
        [1180] = new("1180 error during commit", OperationType.Info, "The group may have got the write set before the error."),
        [1317] = new("1317 interrupted", OperationType.Info, "The statement was interrupted at a moment that is not known."),
        [1927] = new("1927 connection killed", OperationType.Info, "The statement was interrupted at a moment that is not known."),
        [1053] = new("1053 shutting down", OperationType.Info, "The statement was interrupted at a moment that is not known."),
    };

    /// <summary>The exception for an error of the server; null where it is none.</summary>
    public static CallException? Of(Exception e)
    {
        if (e is not MySqlException { Number: > 0 } told || told.ErrorCode is MySqlErrorCode.CommandTimeoutExpired) return null;
        return Answers.TryGetValue(told.Number, out var row)
            ? new(row, row.Proves is OperationType.Fail ? "" : told.Message, e)
            : new(TransportErrors.UnknownAnswer, $"{told.Number} {told.Message}", e);
    }
}
