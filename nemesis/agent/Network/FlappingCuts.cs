using System.Net;

namespace Chaos.Agent;

/// <summary>
/// Cuts that come and go: a source is cut while the number of whole intervals on the monotonic clock is even, so that the agents of one
/// machine turn together without a word. The rules are in a table of their own: other cuts are not touched. Safe for concurrent use.
/// </summary>
internal sealed class FlappingCuts(ICuts cuts, AgentClock clock) : IDisposable
{
    private const int NanosecondsPerMillisecond = 1_000_000;

    private readonly Lock gate = new();
    private IReadOnlyDictionary<IPAddress, int> intervalsMs = new Dictionary<IPAddress, int>();
    private ITimer? timer;
    private AgentException? failure;

    /// <summary>Lets these sources flap and no others, each with its interval in ms; returns those that are cut now.</summary>
    /// <exception cref="AgentException">The kernel refuses, now or at an earlier turn.</exception>
    public IReadOnlyList<CutSource> Apply(IReadOnlyDictionary<IPAddress, int> wish)
    {
        lock (gate)
        {
            var earlier = failure;
            failure = null;
            intervalsMs = wish;
            if (wish.Count > 0)
                return earlier is null ? Turn() : throw earlier;
            cuts.Clear();
            return earlier is null ? [] : throw earlier;
        }
    }

    /// <summary>Ends all flapping; nothing of it is left in the kernel.</summary>
    public void Clear()
    {
        lock (gate)
        {
            intervalsMs = new Dictionary<IPAddress, int>();
            cuts.Clear();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
            timer?.Dispose();
    }

    private void OnTurn()
    {
        lock (gate)
        {
            if (intervalsMs.Count == 0 || failure is not null)
                return;
            try
            {
                Turn();
            }
            catch (AgentException e)
            {
                // Told with the next request: nobody waits for this turn.
                failure = e;
            }
        }
    }

    private IReadOnlyList<CutSource> Turn()
    {
        var nowMs = clock.NowNs / NanosecondsPerMillisecond;
        var present = cuts.Apply([.. intervalsMs.Where(i => nowMs / i.Value % 2 == 0).Select(i => i.Key)]);
        var nextMs = intervalsMs.Values.Min(interval => interval - (nowMs % interval));
        timer ??= clock.Time.CreateTimer(_ => OnTurn(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(TimeSpan.FromMilliseconds(nextMs), Timeout.InfiniteTimeSpan);
        return present;
    }
}
