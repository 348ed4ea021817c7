using System.Net;
using Npgsql;

namespace Chaos.Systems.Postgres;

/// <summary>PostgreSQL's dialect, which CockroachDB speaks as well, and connections over its protocol.</summary>
internal static class PostgresDialect
{
    /// <summary>The dialect.</summary>
    /// <param name="title">The system's name in sentences.</param>
    public static SqlDialect Of(string title) => new()
    {
        Title = title,
        AtOpen = [],
        Begin = "BEGIN ISOLATION LEVEL SERIALIZABLE",
        OrReplace = "ON CONFLICT (k) DO UPDATE SET v = EXCLUDED.v",
        OrAdd = "ON CONFLICT (k) DO UPDATE SET v = counters.v + EXCLUDED.v",
        OrNothing = "ON CONFLICT DO NOTHING",
        ErrorOf = PostgresErrors.Of,
    };

    /// <summary>A connection that is not open yet: without a pool, and closed at a statement's time limit without a word to the server.</summary>
    public static NpgsqlConnection Connection(IPEndPoint endpoint, string user, string database) => new(new NpgsqlConnectionStringBuilder
    {
        Host = endpoint.Address.ToString(),
        Port = endpoint.Port,
        Username = user,
        Database = database,
        SslMode = SslMode.Disable,
        Pooling = false,
        Timeout = 1,
        // At a time limit it would ask the server to cancel, and a commit that is cancelled while it waits for a replica becomes visible without it.
        CommandTimeout = 0,
    }.ConnectionString);
}
