namespace Chaos.Systems;

/// <summary>A queue, first in, first out: the cell holds the list of its values.</summary>
internal sealed class CellQueue : ICellStructure
{
    public CellStep Apply(Value cell, in Invocation invocation)
    {
        var items = cell.IsNull ? [] : cell.AsList();
        return invocation.F switch
        {
            QueueOperations.Enqueue => CellStep.Change(Value.Of([.. items, invocation.Value]), invocation.Value),
            QueueOperations.Dequeue when items.IsEmpty => CellStep.Look(Value.Null),
            QueueOperations.Dequeue => CellStep.Change(Value.Of(items[1..].ToArray()), items[0]),
            _ => throw CellStructures.Unknown(QueueOperations.TypeName, invocation),
        };
    }
}
