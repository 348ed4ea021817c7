namespace Chaos.Systems;

/// <summary>A register that counts its changes, for stores that do not count them: the cell holds [version, value].</summary>
internal sealed class CellVersions : ICellStructure
{
    private static readonly Value Unwritten = Value.Of(Value.Of(0), Value.Null);

    public CellStep Apply(Value cell, in Invocation invocation)
    {
        var state = cell.IsNull ? Unwritten : cell;
        var version = state.AsList()[0].AsInteger();
        switch (invocation.F)
        {
            case VersionedRegisterOperations.Read:
                return CellStep.Look(state);
            case VersionedRegisterOperations.Write:
                return Change(version, invocation.Value);
            case VersionedRegisterOperations.Cas:
                var (expected, next) = VersionedRegisterOperations.CasArguments(invocation.Value);
                return expected == version ? Change(version, Value.Of(next)) : new(null, Completion.Mismatch(Value.Of(version)));
            default:
                throw CellStructures.Unknown(VersionedRegisterOperations.TypeName, invocation);
        }
    }

    private static CellStep Change(long version, Value value)
    {
        var next = VersionedRegisterOperations.ResultOf(version + 1, value);
        return CellStep.Change(next, next);
    }
}
