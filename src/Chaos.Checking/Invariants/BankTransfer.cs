namespace Chaos.Checking;

/// <summary>A transfer that had, or may have had, an effect.</summary>
/// <param name="From">The account that pays.</param>
/// <param name="To">The account that gets.</param>
/// <param name="Amount">How much.</param>
/// <param name="Call">The operation.</param>
internal readonly record struct BankTransfer(long From, long To, long Amount, KeyedCall Call)
{
    /// <summary>What it changes of an account.</summary>
    public long ChangeOf(long account) => (To == account ? Amount : 0) - (From == account ? Amount : 0);
}
