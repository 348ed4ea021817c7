namespace Chaos.Checking;

/// <summary>How many operations clients began while a fault was certainly in force.</summary>
internal sealed class FaultOperations
{
    private readonly long[] begun;

    // Times never decrease along a history.
    public FaultOperations(History history) => begun =
        [.. history.Where(operation => operation.IsClient && operation.Type is OperationType.Invoke).Select(operation => operation.TimeNs)];

    /// <summary>The number.</summary>
    public int During(FaultRecord fault)
    {
        if (fault.FromNs is not { } fromNs) return 0;
        return Math.Max(0, Before(fault.ToNs ?? long.MaxValue) - Before(fromNs));
    }

    private int Before(long ns)
    {
        var (low, high) = (0, begun.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (begun[middle] < ns) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
