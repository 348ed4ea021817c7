namespace Chaos.Systems;

/// <summary>
/// Banks with a row for each account. A transfer is a transaction of reads, a decision that is made here, and writes of what was computed, as
/// applications write them: nothing but the isolation of transactions keeps two of them apart.
/// </summary>
internal sealed class SqlBankClient(SqlSeats seats, SqlDialect dialect) : IClient
{
    /// <inheritdoc/>
    public ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var key = RegisterValues.KeyOf(invocation, dialect.Title);
        return invocation.F switch
        {
            BankOperations.Open => seats.Changes.RunAsync(false, link => OpenAsync(link, key, invocation.Value), cancellationToken),
            BankOperations.Transfer => seats.Changes.RunAsync(false, link => TransferAsync(link, key, invocation.Value), cancellationToken),
            BankOperations.Read => seats.Reads.RunAsync(true, link => ReadAsync(link, key), cancellationToken),
            var other => throw new InvalidOperationException($"The bank of {dialect.Title} has no operation '{other}'."),
        };
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => seats.DisposeAsync();

    // One statement: all accounts are there, or none.
    private async Task<Completion> OpenAsync(SqlLink link, string key, Value argument)
    {
        var rows = string.Join(", ", Enumerable.Range(0, (int)argument.AsList()[0].AsInteger()).Select(account => $"(@k, {account}, @v)"));
        await link.ExecuteAsync(
            $"INSERT INTO accounts (k, a, v) VALUES {rows} {dialect.OrNothing}", ("k", key), ("v", argument.AsList()[1].AsInteger()));
        return Completion.Ok(argument);
    }

    private static Task<Completion> TransferAsync(SqlLink link, string key, Value argument)
    {
        var (from, to, amount) = (argument.AsList()[0].AsInteger(), argument.AsList()[1].AsInteger(), argument.AsList()[2].AsInteger());
        return link.TransactAsync(async open =>
        {
            if (await BalanceAsync(open, key, from) is not { } payer || await BalanceAsync(open, key, to) is not { } payee)
                return (Completion.Fail("no such account"), false);
            if (payer < amount) return (Completion.Fail(BankOperations.TooLittleError), false);
            await SetAsync(open, key, from, payer - amount);
            await SetAsync(open, key, to, payee + amount);
            return (Completion.Ok(argument), true);
        });
    }

    // One statement sees one state.
    private static async Task<Completion> ReadAsync(SqlLink link, string key)
    {
        var rows = await link.QueryAsync("SELECT a, v FROM accounts WHERE k = @k ORDER BY a", ("k", key));
        return Completion.Ok(Value.Of([.. rows.Select(row => Value.Of(Value.Of(row[0]!.Value), Value.Of(row[1]!.Value)))]));
    }

    private static async Task<long?> BalanceAsync(SqlLink link, string key, long account) =>
        await link.QueryAsync("SELECT v FROM accounts WHERE k = @k AND a = @a", ("k", key), ("a", (int)account)) is [[{ } balance]] ? balance : null;

    private static Task<int> SetAsync(SqlLink link, string key, long account, long balance) => link.ExecuteAsync(
        "UPDATE accounts SET v = @v WHERE k = @k AND a = @a", ("v", balance), ("k", key), ("a", (int)account));
}
