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

    /// <summary>Opens a connection, without a pool.</summary>
    /// <param name="dialer">Where the server is.</param>
    /// <param name="dialect">The dialect.</param>
    /// <param name="user">The user, who needs no password.</param>
    /// <param name="database">The database.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CallException">It did not come about; nothing was sent.</exception>
    public static Task<SqlLink> OpenAsync(NodeDialer dialer, SqlDialect dialect, string user, string database, CancellationToken cancellationToken) =>
        SqlLink.OpenAsync(Connection(dialer.Endpoint, user, database), dialect, dialer, cancellationToken);

    private static NpgsqlConnection Connection(IPEndPoint endpoint, string user, string database) => new(new NpgsqlConnectionStringBuilder
    {
        Host = endpoint.Address.ToString(),
        Port = endpoint.Port,
        Username = user,
        Database = database,
        SslMode = SslMode.Disable,
        Pooling = false,
        // Numbers and texts are all that is read.
        ["Server Compatibility Mode"] = "NoTypeLoading",
        Timeout = 1,
        // At a time limit it would ask the server to cancel, and a commit that is cancelled while it waits for a replica becomes visible without it.
        CommandTimeout = 0,
    }.ConnectionString);
}
