namespace Chaos.Systems;

/// <summary>Registers as rows; every operation is one statement that is a transaction by itself.</summary>
internal sealed class SqlRegisterClient(SqlSeats seats, SqlDialect dialect) : IClient
{
    /// <inheritdoc/>
    public ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var key = RegisterValues.KeyOf(invocation, dialect.Title);
        return invocation.F switch
        {
            RegisterOperations.Read => seats.Reads.RunAsync(true, link => ReadAsync(link, key), cancellationToken),
            RegisterOperations.Write => seats.Changes.RunAsync(false, link => WriteAsync(link, key, invocation.Value), cancellationToken),
            RegisterOperations.Cas => seats.Changes.RunAsync(false, link => CasAsync(link, key, invocation.Value), cancellationToken),
            var other => throw new InvalidOperationException($"The register of {dialect.Title} has no operation '{other}'."),
        };
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => seats.DisposeAsync();

    private static async Task<Completion> ReadAsync(SqlLink link, string key) =>
        Completion.Ok(await link.QueryAsync("SELECT v FROM registers WHERE k = @k", ("k", key)) is [[{ } value]] ? Value.Of(value) : Value.Null);

    private async Task<Completion> WriteAsync(SqlLink link, string key, Value value)
    {
        await link.ExecuteAsync($"INSERT INTO registers (k, v) VALUES (@k, @v) {dialect.OrReplace}", ("k", key), ("v", value.AsInteger()));
        return Completion.Ok(value);
    }

    private async Task<Completion> CasAsync(SqlLink link, string key, Value argument)
    {
        var (expected, next) = RegisterOperations.CasArguments(argument);
        var changed = expected.IsNull
            ? await link.ExecuteAsync($"INSERT INTO registers (k, v) VALUES (@k, @v) {dialect.OrNothing}", ("k", key), ("v", next.AsInteger()))
            : await link.ExecuteAsync(
                "UPDATE registers SET v = @v WHERE k = @k AND v = @e", ("k", key), ("v", next.AsInteger()), ("e", expected.AsInteger()));
        return changed > 0 ? Completion.Ok(argument) : Completion.Mismatch(default);
    }
}
