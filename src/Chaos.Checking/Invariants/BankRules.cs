namespace Chaos.Checking;

/// <summary>The rules of a bank, on one bank.</summary>
/// <param name="history">The history.</param>
/// <param name="key">The bank.</param>
/// <param name="found">Takes what is broken.</param>
internal sealed class BankRules(History history, string? key, Findings found)
{
    private readonly List<BankTransfer> transfers = [];
    private readonly List<KeyedCall> reads = [];
    private int openedAt = int.MaxValue;
    private (long Accounts, long Balance)? shape;

    /// <summary>Reads that ended ok.</summary>
    public int Reads => reads.Count;

    /// <summary>Transfers that ended ok.</summary>
    public int Acknowledged => transfers.Count(transfer => transfer.Call.Type is OperationType.Ok);

    /// <summary>Transfers of unknown outcome.</summary>
    public int Open => transfers.Count - Acknowledged;

    /// <summary>Checks all rules.</summary>
    /// <param name="calls">The operations on the bank.</param>
    /// <param name="fromNs">From when on reads must see the transfers before them, run clock, ns.</param>
    /// <exception cref="HistoryFormatException">An operation is none of a bank.</exception>
    public void Check(IReadOnlyList<KeyedCall> calls, long fromNs)
    {
        foreach (var call in calls) Take(call);
        foreach (var read in reads) CheckRead(read, history.TimeNsAt(read.Invoke) >= fromNs);
    }

    private void Take(KeyedCall call)
    {
        var invocation = history[call.Invoke];
        switch (invocation.F)
        {
            case BankOperations.Open:
                if (invocation.Value.Kind is not ValueKind.List || invocation.Value.AsList() is not [{ } accounts, { } balance])
                    throw Misfit.Of(invocation, $"an open carries [accounts, balance], but this one carries {invocation.Value}");
                var asked = (accounts.AsInteger(), balance.AsInteger());
                if (shape is { } before && before != asked)
                {
                    throw Misfit.Of(
                        invocation, $"{key ?? "the bank"} is opened with {invocation.Value} after it was with [{before.Accounts} {before.Balance}]");
                }

                shape = asked;
                if (call.Type is OperationType.Ok) openedAt = Math.Min(openedAt, call.Return);
                break;
            case BankOperations.Transfer:
                if (invocation.Value.Kind is not ValueKind.List || invocation.Value.AsList() is not [{ } from, { } to, { } amount])
                    throw Misfit.Of(invocation, $"a transfer carries [from, to, amount], but this one carries {invocation.Value}");
                if (call.Type is not OperationType.Fail) transfers.Add(new(from.AsInteger(), to.AsInteger(), amount.AsInteger(), call));
                break;
            case BankOperations.Read:
                if (call.Type is OperationType.Ok) reads.Add(call);
                break;
            default:
                throw Misfit.Function(invocation, "bank", "open, transfer and read");
        }
    }

    private void CheckRead(KeyedCall read, bool sees)
    {
        var seen = BalancesOf(read);
        var (accounts, balance) = shape ?? (0, 0);
        if (seen.Count == 0)
        {
            if (openedAt < read.Invoke)
                Report(InvariantNames.MissingAccount, [read.Invoke], read, $"{Reader(read)} saw no account, though all were open at {found.When(openedAt)}.");
            return;
        }

        if (seen.Count != accounts || !Enumerable.Range(0, (int)accounts).All(account => seen.ContainsKey(account)))
        {
            Report(InvariantNames.MissingAccount, [read.Invoke], read, $"{Reader(read)} saw {seen.Count} accounts, but there are {accounts} or none.");
            return;
        }

        foreach (var (account, held) in seen.Where(pair => pair.Value < 0))
            Report(InvariantNames.NegativeBalance, [read.Invoke], read, $"{Reader(read)} saw {held} on account {account}: a transfer took what was not there.");
        var sum = seen.Values.Sum();
        if (sum != accounts * balance)
        {
            Report(
                InvariantNames.WrongTotal, [read.Invoke], read,
                $"{Reader(read)} saw {sum} on all accounts together, but {accounts * balance} were there at first: "
                + (sum > accounts * balance ? "money was made." : "money was lost."));
        }

        if (sees) foreach (var account in seen.Keys.Order()) CheckBalance(read, account, seen[account], balance);
    }

    private void CheckBalance(KeyedCall read, long account, long held, long first)
    {
        var (low, high) = (first, first);
        foreach (var transfer in transfers)
        {
            var change = transfer.ChangeOf(account);
            if (change == 0 || transfer.Call.Invoke > read.Return) continue;
            var isCertain = transfer.Call.Return < read.Invoke;
            low += isCertain || change < 0 ? change : 0;
            high += isCertain || change > 0 ? change : 0;
        }

        if (held >= low && held <= high) return;
        int[] parts =
        [
            .. transfers.Where(transfer => transfer.ChangeOf(account) != 0 && transfer.Call.Return < read.Invoke)
                .Select(transfer => transfer.Call.Invoke),
        ];
        Report(
            InvariantNames.LostTransfer, [.. parts.TakeLast(20), read.Invoke], read,
            $"{Reader(read)} saw {held} on account {account}, but the {parts.Length} transfers that were acknowledged before it, with those under way, give "
            + (low == high ? $"{low}." : $"{low} to {high}."));
    }

    private Dictionary<long, long> BalancesOf(KeyedCall read)
    {
        var told = history[read.Return].Value;
        var seen = new Dictionary<long, long>();
        if (told.Kind is not ValueKind.List) throw Misfit.Of(history[read.Invoke], $"a read ends with the list of balances, but this one with {told}");
        foreach (var item in told.AsList())
        {
            if (item.Kind is not ValueKind.List || item.AsList() is not [{ } account, { } held] || !seen.TryAdd(account.AsInteger(), held.AsInteger()))
                throw Misfit.Of(history[read.Invoke], $"a balance is [account, balance], each account once, but a read ends with {told}");
        }

        return seen;
    }

    private string Reader(KeyedCall read) => $"A read of {key ?? "the bank"} by {found.Who(read.Invoke)} at {found.When(read.Return)}";

    private void Report(string name, int[] parts, KeyedCall read, string sentence) => found.Add(name, key, parts, read.Return, sentence);
}
