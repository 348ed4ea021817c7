namespace Chaos.Tests.Loads;

/// <summary>Banks in memory that all clients share; where <paramref name="losesUpdates"/> a transfer writes what it computed from balances that are old by then.</summary>
internal sealed class MemoryBank(RunClock clock, bool losesUpdates) : IClient
{
    private readonly Dictionary<string, long[]> banks = new(StringComparer.Ordinal);

    public async ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        await PauseAsync(cancellationToken);
        var argument = invocation.Value;
        if (invocation.F == BankOperations.Open)
        {
            banks.TryAdd(invocation.Key!, [.. Enumerable.Repeat(argument.AsList()[1].AsInteger(), (int)argument.AsList()[0].AsInteger())]);
            return Completion.Ok(argument);
        }

        if (!banks.TryGetValue(invocation.Key!, out var bank)) return Completion.Fail("no such account");
        if (invocation.F == BankOperations.Read)
            return Completion.Ok(Value.Of([.. bank.Select((balance, account) => Value.Of(Value.Of(account), Value.Of(balance)))]));
        var (from, to, amount) = ((int)argument.AsList()[0].AsInteger(), (int)argument.AsList()[1].AsInteger(), argument.AsList()[2].AsInteger());
        var (payer, payee) = (bank[from], bank[to]);
        if (payer < amount) return Completion.Fail(BankOperations.TooLittleError);
        if (losesUpdates) await PauseAsync(cancellationToken);
        (bank[from], bank[to]) = (payer - amount, payee + amount);
        return Completion.Ok(argument);
    }

    public ValueTask DisposeAsync() => default;

    private Task PauseAsync(CancellationToken cancellationToken) => Task.Delay(TimeSpan.FromMilliseconds(2), clock.TimeProvider, cancellationToken);
}
