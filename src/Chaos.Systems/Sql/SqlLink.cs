using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;

namespace Chaos.Systems;

/// <summary>
/// One connection to one server: one statement after the other, each sent once. Nothing is cancelled at the server, because libraries do that over a
/// second connection and wait for it; an operation that is given up leaves its connection behind, which then closes by the statement's time limit.
/// </summary>
internal sealed class SqlLink(DbConnection connection, SqlDialect dialect)
{
    private Task busy = Task.CompletedTask;
    private volatile bool isGivenUp;

    /// <summary>Opens a connection and makes it ready; no operation was sent by then, whatever happens.</summary>
    /// <param name="connection">The connection, closed; taken over.</param>
    /// <param name="dialect">The server's dialect.</param>
    /// <param name="dialer">Where the server is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CallException">It did not come about.</exception>
    public static async Task<SqlLink> OpenAsync(
        DbConnection connection, SqlDialect dialect, NodeDialer dialer, CancellationToken cancellationToken)
    {
        var link = new SqlLink(connection, dialect);
        try
        {
            link.busy = connection.OpenAsync(CancellationToken.None);
            await link.busy.WaitAsync(cancellationToken);
            foreach (var statement in dialect.AtOpen) await link.WaitAsync(link.ExecuteAsync(statement), cancellationToken);
            return link;
        }
        catch (CallException e)
        {
            link.Close();
            throw new CallException(TransportErrors.NoSession, e.Message, e);
        }
        catch (Exception e) when (IsOfConnection(e))
        {
            link.Close();
            // A library may keep the reason to itself; a second look tells whether anybody listens.
            if (!IsRefusal(e)) await LookAsync(dialer, cancellationToken);
            throw IsRefusal(e)
                ? new(dialer.RefusalIsProof ? TransportErrors.Refused : TransportErrors.RefusedByProxy, "", e)
                : new CallException(TransportErrors.NoSession, e.Message, e);
        }
        catch (OperationCanceledException)
        {
            link.Close();
            throw;
        }
    }

    /// <summary>Carries out a statement and tells how many rows it changed.</summary>
    /// <exception cref="CallException">It failed; the row says what that proves.</exception>
    public async Task<int> ExecuteAsync(string statement, params IReadOnlyList<(string Name, object Value)> parameters)
    {
        try
        {
            await using var command = CommandOf(statement, parameters);
            return await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception e) when (IsOfConnection(e))
        {
            throw FailureOf(e);
        }
    }

    /// <summary>Carries out a query and gives its rows, as integers (null where the column is).</summary>
    /// <exception cref="CallException">It failed.</exception>
    public async Task<IReadOnlyList<long?[]>> QueryAsync(string query, params IReadOnlyList<(string Name, object Value)> parameters)
    {
        var rows = new List<long?[]>();
        await ReadAsync(query, parameters, row => rows.Add([.. Enumerable.Range(0, row.FieldCount).Select(
            i => row.IsDBNull(i) ? (long?)null : Convert.ToInt64(row.GetValue(i), CultureInfo.InvariantCulture))]));
        return rows;
    }

    /// <summary>Carries out a query and gives its rows as texts.</summary>
    /// <exception cref="CallException">It failed.</exception>
    public async Task<IReadOnlyList<string[]>> TextsAsync(string query)
    {
        var rows = new List<string[]>();
        await ReadAsync(query, [], row => rows.Add([.. Enumerable.Range(0, row.FieldCount).Select(
            i => Convert.ToString(row.GetValue(i), CultureInfo.InvariantCulture) ?? "")]));
        return rows;
    }

    /// <summary>
    /// Carries out a transaction. Until its commit is sent an error proves that nothing stays of it, since the server rolls back what was not
    /// committed; only the commit may leave its outcome open.
    /// </summary>
    /// <param name="work">The statements; what it gives is the result, and whether to commit.</param>
    /// <exception cref="CallException">It failed; the row says what that proves.</exception>
    public async Task<T> TransactAsync<T>(Func<SqlLink, Task<(T Result, bool Commit)>> work)
    {
        var isCommitting = false;
        try
        {
            await ExecuteAsync(dialect.Begin);
            var (result, commit) = await work(this);
            isCommitting = commit;
            await ExecuteAsync(commit ? "COMMIT" : "ROLLBACK");
            return result;
        }
        catch (CallException e) when (!isCommitting)
        {
            throw new CallException(SqlErrors.BeforeCommit, e.Message, e);
        }
    }

    /// <summary>Waits for a piece of work; where it is given up, nothing more is sent on this connection.</summary>
    public async Task<T> WaitAsync<T>(Task<T> work, CancellationToken cancellationToken)
    {
        busy = work;
        return await work.WaitAsync(cancellationToken);
    }

    /// <summary>Closes the connection in the background, after what is still under way on it.</summary>
    public void Close()
    {
        isGivenUp = true;
        _ = CloseAsync(busy);
    }

    private async Task ReadAsync(string query, IReadOnlyList<(string Name, object Value)> parameters, Action<DbDataReader> take)
    {
        try
        {
            await using var command = CommandOf(query, parameters);
            await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
            while (await reader.ReadAsync(CancellationToken.None)) take(reader);
        }
        catch (Exception e) when (IsOfConnection(e))
        {
            throw FailureOf(e);
        }
    }

    private DbCommand CommandOf(string statement, IReadOnlyList<(string Name, object Value)> parameters)
    {
        if (isGivenUp) throw new CallException(SqlErrors.GivenUp);
        var command = connection.CreateCommand();
        command.CommandText = statement;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private CallException FailureOf(Exception e) => dialect.ErrorOf(e) ?? new(TransportErrors.LostAfterSend, Innermost(e), e);

    private static async Task LookAsync(NodeDialer dialer, CancellationToken cancellationToken)
    {
        await using var stream = await dialer.ConnectAsync(cancellationToken);
    }

    // All that a library says of a connection or a server; anything else is a defect of ours.
    private static bool IsOfConnection(Exception e) =>
        e is DbException or IOException or SocketException or TimeoutException or ObjectDisposedException or InvalidOperationException;

    private static bool IsRefusal(Exception? e) => e switch
    {
        null => false,
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => true,
        AggregateException many => many.InnerExceptions.Any(IsRefusal),
        _ => IsRefusal(e.InnerException),
    };

    private static string Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e.Message;

    private async Task CloseAsync(Task last)
    {
        try
        {
            await last;
        }
        catch (Exception)
        {
            // Whoever gave it up knows enough.
        }

        try
        {
            await connection.DisposeAsync();
        }
        catch (Exception e) when (IsOfConnection(e))
        {
            // It is gone, which was wanted.
        }
    }
}
