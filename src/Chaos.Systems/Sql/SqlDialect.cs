namespace Chaos.Systems;

/// <summary>What differs between servers that speak SQL.</summary>
internal sealed record SqlDialect
{
    /// <summary>The system's name in sentences.</summary>
    public required string Title { get; init; }

    /// <summary>Sent on every fresh connection, before the first operation.</summary>
    public required IReadOnlyList<string> AtOpen { get; init; }

    /// <summary>Begins a serializable transaction.</summary>
    public required string Begin { get; init; }

    /// <summary>The end of an insert that sets <c>v</c> where the row is there already: to the inserted value.</summary>
    public required string OrReplace { get; init; }

    /// <summary>The end of an insert that adds the inserted value to <c>v</c> where the row is there already.</summary>
    public required string OrAdd { get; init; }

    /// <summary>The end of an insert that does nothing where the row is there already.</summary>
    public required string OrNothing { get; init; }

    /// <summary>The row of the table of errors for an error of the server while a statement was under way; null where it is none of the server's.</summary>
    public required Func<Exception, CallException?> ErrorOf { get; init; }

    /// <summary>What makes the tables that the clients need, one statement each; may be said again.</summary>
    public IReadOnlyList<string> Tables { get; } =
    [
        "CREATE TABLE IF NOT EXISTS registers (k VARCHAR(64) PRIMARY KEY, v BIGINT NOT NULL)",
        "CREATE TABLE IF NOT EXISTS counters (k VARCHAR(64) PRIMARY KEY, v BIGINT NOT NULL)",
        "CREATE TABLE IF NOT EXISTS elements (k VARCHAR(64) NOT NULL, v BIGINT NOT NULL, PRIMARY KEY (k, v))",
        "CREATE TABLE IF NOT EXISTS accounts (k VARCHAR(64) NOT NULL, a INT NOT NULL, v BIGINT NOT NULL, PRIMARY KEY (k, a))",
    ];
}
