namespace Chaos.Workloads;

/// <summary>Transfers between the accounts of one bank, and reads of all of them; at first the bank is opened, until one of the openings ended ok.</summary>
/// <param name="Key">The bank.</param>
/// <param name="Shape">How many accounts it has, and what each holds at first.</param>
/// <param name="Left">Operations that it may still get.</param>
/// <param name="ReadPercent">Reads, in percent of the operations.</param>
/// <param name="IsOpen">Whether an opening ended ok.</param>
internal sealed record BankLoad(string Key, (int Accounts, long Balance) Shape, int Left, int ReadPercent, bool IsOpen) : IKeyLoad
{
    private const int FunctionDraw = 1;
    private const int FromDraw = 2;
    private const int ToDraw = 3;
    private const int AmountDraw = 4;
    private const int MostAmount = 5;

    (Invocation Invocation, IKeyLoad? Then) IKeyLoad.Next(Randomness random)
    {
        if (!IsOpen) return (BankOperations.OpenOf(Key, Shape.Accounts, Shape.Balance), this);
        return (
            random.Below(100, FunctionDraw) < ReadPercent ? BankOperations.ReadOf(Key) : Transfer(random),
            Left > 1 ? this with { Left = Left - 1 } : null);
    }

    public IKeyLoad Learn(in Operation operation) =>
        !IsOpen && operation is { F: BankOperations.Open, Type: OperationType.Ok } ? this with { IsOpen = true } : this;

    private Invocation Transfer(Randomness random)
    {
        var from = random.Below(Shape.Accounts, FromDraw);
        var to = (from + 1 + random.Below(Shape.Accounts - 1, ToDraw)) % Shape.Accounts;
        return BankOperations.TransferOf(Key, from, to, 1 + random.Below(MostAmount, AmountDraw));
    }
}
