namespace Chaos.Systems;

/// <summary>A source of ids: the cell holds the last one that was given.</summary>
internal sealed class CellIds : ICellStructure
{
    public CellStep Apply(Value cell, in Invocation invocation)
    {
        if (invocation.F != UniqueIdOperations.Generate) throw CellStructures.Unknown(UniqueIdOperations.TypeName, invocation);
        var next = Value.Of((cell.IsNull ? 0 : cell.AsInteger()) + 1);
        return CellStep.Change(next, next);
    }
}
