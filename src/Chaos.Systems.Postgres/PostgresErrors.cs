using Npgsql;

namespace Chaos.Systems.Postgres;

/// <summary>
/// Every error of PostgreSQL and CockroachDB that a client of Chaos can meet, by its code, and what it proves about a statement that is a transaction
/// by itself, or about a commit. What is in no row is info.
/// </summary>
internal static class PostgresErrors
{
    private const string BeforeCarryingOut = "The server refuses the statement before it carries it out.";

    /// <summary>The connection led to a replica.</summary>
    public static readonly ErrorRow Replica = new("a replica", OperationType.Fail, "The server is no primary: nothing was sent.");

    /// <summary>The answers of a server, by their code.</summary>
    public static readonly IReadOnlyDictionary<string, ErrorRow> Answers = new Dictionary<string, ErrorRow>(StringComparer.Ordinal)
    {
        ["25006"] = new("25006 read only", OperationType.Fail, "The server is a replica, and takes no writes."),
        ["40001"] = new("40001 serialization failure", OperationType.Fail, "The transaction lost against another one, and was rolled back."),
        ["40P01"] = new("40P01 deadlock", OperationType.Fail, "The transaction lost against another one, and was rolled back."),
        ["23505"] = new("23505 duplicate", OperationType.Fail, "The row was there already: the statement was rolled back."),
        ["42P01"] = new("42P01 no such table", OperationType.Fail, BeforeCarryingOut),
        ["53300"] = new("53300 too many connections", OperationType.Fail, BeforeCarryingOut),
        ["3D000"] = new("3D000 no such database", OperationType.Fail, BeforeCarryingOut),
        ["57P03"] = new("57P03 starting or ending", OperationType.Fail, "The server takes no connections yet, or no more."),
        ["40003"] = new("40003 completion unknown", OperationType.Info, "The server itself does not know whether it was committed."),
        ["57P01"] = new(
            "57P01 shutting down", OperationType.Info, "The session was ended; a commit that waited for a replica is committed on this server already."),
        ["57P02"] = new("57P02 crashed", OperationType.Info, "The session was ended at a moment that is not known."),
        ["57014"] = new("57014 cancelled", OperationType.Info, "The statement was cancelled at a moment that is not known."),
    };

    /// <summary>The exception for an error of the server; null where it is none.</summary>
    public static CallException? Of(Exception e) => e is not PostgresException told ? null
        : Answers.TryGetValue(told.SqlState, out var row) ? new(row, row.Proves is OperationType.Fail ? "" : told.MessageText, e)
        : new(TransportErrors.UnknownAnswer, $"{told.SqlState} {told.MessageText}", e);
}
