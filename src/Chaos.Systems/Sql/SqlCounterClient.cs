namespace Chaos.Systems;

/// <summary>Counters as rows; an add is one statement.</summary>
internal sealed class SqlCounterClient(SqlSeats seats, SqlDialect dialect) : IClient
{
    /// <inheritdoc/>
    public ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var key = RegisterValues.KeyOf(invocation, dialect.Title);
        return invocation.F switch
        {
            CounterOperations.Add => seats.Changes.RunAsync(false, link => AddAsync(link, key, invocation.Value), cancellationToken),
            CounterOperations.Read => seats.Reads.RunAsync(true, link => ReadAsync(link, key), cancellationToken),
            var other => throw new InvalidOperationException($"The counter of {dialect.Title} has no operation '{other}'."),
        };
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => seats.DisposeAsync();

    private async Task<Completion> AddAsync(SqlLink link, string key, Value amount)
    {
        await link.ExecuteAsync($"INSERT INTO counters (k, v) VALUES (@k, @v) {dialect.OrAdd}", ("k", key), ("v", amount.AsInteger()));
        return Completion.Ok(amount);
    }

    private static async Task<Completion> ReadAsync(SqlLink link, string key) =>
        Completion.Ok(Value.Of(await link.QueryAsync("SELECT v FROM counters WHERE k = @k", ("k", key)) is [[{ } sum]] ? sum : 0));
}
