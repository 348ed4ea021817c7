namespace Chaos.Systems;

/// <summary>A counter: the cell holds the sum.</summary>
internal sealed class CellCounter : ICellStructure
{
    public CellStep Apply(Value cell, in Invocation invocation)
    {
        var sum = cell.IsNull ? 0 : cell.AsInteger();
        return invocation.F switch
        {
            CounterOperations.Read => CellStep.Look(Value.Of(sum)),
            CounterOperations.Add => CellStep.Change(Value.Of(sum + invocation.Value.AsInteger()), invocation.Value),
            _ => throw CellStructures.Unknown(CounterOperations.TypeName, invocation),
        };
    }
}
