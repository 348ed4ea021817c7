namespace Chaos.Systems;

/// <summary>Sets with a row for each element.</summary>
internal sealed class SqlSetClient(SqlSeats seats, SqlDialect dialect) : IClient
{
    /// <inheritdoc/>
    public ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var key = RegisterValues.KeyOf(invocation, dialect.Title);
        return invocation.F switch
        {
            SetOperations.Add => seats.Changes.RunAsync(false, link => AddAsync(link, key, invocation.Value), cancellationToken),
            SetOperations.Read => seats.Reads.RunAsync(true, link => ReadAsync(link, key), cancellationToken),
            var other => throw new InvalidOperationException($"The set of {dialect.Title} has no operation '{other}'."),
        };
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => seats.DisposeAsync();

    private static async Task<Completion> AddAsync(SqlLink link, string key, Value element)
    {
        await link.ExecuteAsync("INSERT INTO elements (k, v) VALUES (@k, @v)", ("k", key), ("v", element.AsInteger()));
        return Completion.Ok(element);
    }

    private static async Task<Completion> ReadAsync(SqlLink link, string key)
    {
        var rows = await link.QueryAsync("SELECT v FROM elements WHERE k = @k", ("k", key));
        return Completion.Ok(Value.Of([.. rows.Select(row => Value.Of(row[0]!.Value))]));
    }
}
