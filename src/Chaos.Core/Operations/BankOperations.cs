namespace Chaos;

/// <summary>
/// The operations on accounts between which money moves: <c>transfer</c> and <c>read</c>. The key names the bank. Accounts are numbered from 0;
/// how many there are, and what each holds at first, is set up once by the workload's first operation, <c>open</c>.
/// </summary>
public static class BankOperations
{
    /// <summary>The name under which systems and workloads speak of these operations.</summary>
    public const string TypeName = "bank";

    /// <summary>Open all accounts, if there are none; the argument is [accounts, balance of each].</summary>
    public const string Open = "open";

    /// <summary>
    /// Move money in one transaction; argument and result are [from, to, amount]. Fail where the balance does not allow it, or where the
    /// transaction was certainly rolled back.
    /// </summary>
    public const string Transfer = "transfer";

    /// <summary>Read all accounts in one transaction; ok carries the list of [account, balance].</summary>
    public const string Read = "read";

    /// <summary>The error of a transfer that the balance does not allow.</summary>
    public const string TooLittleError = "too little";

    /// <summary>The opening of <paramref name="accounts"/> accounts.</summary>
    public static Invocation OpenOf(string key, int accounts, long balance) =>
        new(Open, key, Value.Of(Value.Of(accounts), Value.Of(balance)));

    /// <summary>A transfer.</summary>
    public static Invocation TransferOf(string key, int from, int to, long amount) =>
        new(Transfer, key, Value.Of(Value.Of(from), Value.Of(to), Value.Of(amount)));

    /// <summary>A read of all accounts.</summary>
    public static Invocation ReadOf(string key) => new(Read, key, default);
}
