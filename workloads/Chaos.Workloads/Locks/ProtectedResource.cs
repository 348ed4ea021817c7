namespace Chaos.Workloads;

/// <summary>
/// What locks protect, served by Chaos itself: for each lock a register that its holders change. It numbers the changes in the order in which
/// they reached it. A fenced one refuses a token that is older than one it has seen. Safe for many threads.
/// </summary>
/// <param name="isFenced">Whether it refuses older tokens.</param>
internal sealed class ProtectedResource(bool isFenced)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (long Highest, long Changes)> registers = new(StringComparer.Ordinal);

    /// <summary>Changes the register; the evidence is the number of the change.</summary>
    public Completion Act(string key, long token)
    {
        lock (gate)
        {
            var (highest, changes) = registers.GetValueOrDefault(key, (long.MinValue, 0L));
            if (isFenced && token < highest) return Completion.Fail(LockOperations.StaleTokenError);
            registers[key] = (Math.Max(highest, token), changes + 1);
            return Completion.Ok(Value.Of(token), Value.Of(changes + 1));
        }
    }
}
