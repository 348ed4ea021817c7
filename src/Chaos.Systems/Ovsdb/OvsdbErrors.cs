namespace Chaos.Systems;

/// <summary>
/// Every error of OVSDB that a client of Chaos can meet (RFC 7047, ovsdb-server(7)), and what it proves about a transaction. What is in no row
/// is info.
/// </summary>
internal static class OvsdbErrors
{
    /// <summary>A <c>wait</c> operation whose condition did not hold.</summary>
    public const string TimedOut = "timed out";

    /// <summary>A row that may be there once only was there already.</summary>
    public const string Constraint = "constraint violation";

    private const string BeforeCommit = "The server finds it while it carries the transaction out, before it is proposed to the cluster.";

    /// <summary>The answers of a server, by the error's name.</summary>
    public static readonly IReadOnlyDictionary<string, ErrorRow> Answers = new Dictionary<string, ErrorRow>(StringComparer.Ordinal)
    {
        [TimedOut] = new(TimedOut, OperationType.Fail, $"A condition did not hold. {BeforeCommit}"),
        [Constraint] = new(Constraint, OperationType.Fail, BeforeCommit),
        ["domain error"] = new("domain error", OperationType.Fail, BeforeCommit),
        ["range error"] = new("range error", OperationType.Fail, BeforeCommit),
        ["syntax error"] = new("syntax error", OperationType.Fail, BeforeCommit),
        ["unknown database"] = new("unknown database", OperationType.Fail, "The server has not joined the cluster yet: it carries out nothing."),
        ["not allowed"] = new("not allowed", OperationType.Fail, BeforeCommit),
        ["I/O error"] = new("I/O error", OperationType.Info, "The commit failed in a way that is not told."),
        ["cluster error"] = new("cluster error", OperationType.Info, "The transaction was proposed; what became of it is not known."),
        ["canceled"] = new("canceled", OperationType.Info, "It may have been committed before."),
    };

    /// <summary>The exception for an error.</summary>
    public static CallException Of(string error, string details) => Answers.TryGetValue(error, out var row)
        ? new(row, row.Proves is OperationType.Fail ? "" : details)
        : new(TransportErrors.UnknownAnswer, $"{error} {details}");
}
