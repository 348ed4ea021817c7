namespace Chaos.Reports;

/// <summary>How many operations clients invoked, and how they ended. The total is the sum of the other three.</summary>
/// <param name="Total">Client invocations.</param>
/// <param name="Ok">Those that happened.</param>
/// <param name="Fail">Those that certainly had no effect.</param>
/// <param name="Info">Those of which nobody knows, including those without any completion.</param>
public sealed record OperationCounts(long Total, long Ok, long Fail, long Info)
{
    /// <summary>None.</summary>
    public static OperationCounts None { get; } = new(0, 0, 0, 0);

    /// <summary>One more, ended as <paramref name="end"/>.</summary>
    public OperationCounts With(OperationType end) => end switch
    {
        OperationType.Ok => this with { Total = Total + 1, Ok = Ok + 1 },
        OperationType.Fail => this with { Total = Total + 1, Fail = Fail + 1 },
        _ => this with { Total = Total + 1, Info = Info + 1 },
    };
}
