namespace Chaos.Systems;

/// <summary>
/// A data type kept in one cell, the value of one key: an operation reads the cell and, where it changes it, replaces it if nobody did so
/// meanwhile. Pure, so that it is the same for every store with a compare-and-set.
/// </summary>
internal interface ICellStructure
{
    /// <summary>What an operation makes of a cell.</summary>
    /// <param name="cell">What the cell holds; null where it was never written.</param>
    /// <param name="invocation">The operation.</param>
    CellStep Apply(Value cell, in Invocation invocation);
}
