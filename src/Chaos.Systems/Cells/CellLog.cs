namespace Chaos.Systems;

/// <summary>A log: the cell holds the list of its values; offsets count from 0.</summary>
internal sealed class CellLog : ICellStructure
{
    public CellStep Apply(Value cell, in Invocation invocation)
    {
        var items = cell.IsNull ? [] : cell.AsList();
        switch (invocation.F)
        {
            case LogOperations.Append:
                return CellStep.Change(Value.Of([.. items, invocation.Value]), Value.Of(Value.Of(items.Length), invocation.Value));
            case LogOperations.Poll:
                var (from, most) = LogOperations.PollArguments(invocation.Value);
                var seen = new List<Value>();
                for (var at = from; at < items.Length && seen.Count < most; at++) seen.Add(Value.Of(Value.Of(at), items[(int)at]));
                return CellStep.Look(Value.Of([.. seen]));
            default:
                throw CellStructures.Unknown(LogOperations.TypeName, invocation);
        }
    }
}
