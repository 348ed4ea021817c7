namespace Chaos.Workloads;

/// <summary>Reads, writes and cas of one versioned register. A cas mostly expects the version that was learnt last, sometimes an older one.</summary>
/// <param name="Key">The register.</param>
/// <param name="Left">Operations that it may still get.</param>
/// <param name="NextValue">The next value to be written; no value is written twice.</param>
/// <param name="Version">The version that was learnt last.</param>
/// <param name="ReadPercent">Reads, in percent of the operations.</param>
/// <param name="CasPercent">Compare-and-sets, in percent of the operations.</param>
internal sealed record VersionedLoad(string Key, int Left, long NextValue, long Version, int ReadPercent, int CasPercent) : IKeyLoad
{
    private const int FunctionDraw = 1;
    private const int ExpectedDraw = 2;

    public (Invocation Invocation, IKeyLoad? Then) Next(Randomness random)
    {
        var share = random.Below(100, FunctionDraw);
        var expected = random.Below(10, ExpectedDraw) < 9 ? Version : Math.Max(0, Version - 1);
        var invocation = share < ReadPercent ? VersionedRegisterOperations.ReadOf(Key)
            : share < ReadPercent + CasPercent ? VersionedRegisterOperations.CasOf(Key, expected, NextValue)
            : VersionedRegisterOperations.WriteOf(Key, NextValue);
        return (invocation, Left > 1 ? this with { Left = Left - 1, NextValue = NextValue + 1 } : null);
    }

    public IKeyLoad Learn(in Operation operation)
    {
        var version = operation switch
        {
            { Type: OperationType.Ok, Value.Kind: ValueKind.List } => operation.Value.AsList()[0],
            { Type: OperationType.Fail, Error: Operation.MismatchError } => operation.Evidence,
            _ => default,
        };
        return version.Kind is ValueKind.Integer && version.AsInteger() > Version ? this with { Version = version.AsInteger() } : this;
    }
}
