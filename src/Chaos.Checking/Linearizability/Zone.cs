namespace Chaos.Checking;

/// <summary>What matters of a block in time: its earliest return and its latest invocation, and which calls these are (-1: none).</summary>
internal readonly record struct Zone(int MinReturn, int MinReturnCall, int MaxInvoke, int MaxInvokeCall)
{
    /// <summary>A block without calls.</summary>
    public static Zone Empty { get; } = new(Call.Never, -1, -1, -1);

    /// <summary>The block of the initial value: it was there before anything began.</summary>
    public static Zone Initial { get; } = new(-1, -1, -1, -1);

    /// <summary>The block with one more call.</summary>
    public Zone With(int call, RegisterCall[] calls)
    {
        var (invoke, end) = (calls[call].Invoke, calls[call].Return);
        return new Zone(
            Math.Min(MinReturn, end),
            end < MinReturn ? call : MinReturnCall,
            Math.Max(MaxInvoke, invoke),
            invoke > MaxInvoke ? call : MaxInvokeCall);
    }
}
