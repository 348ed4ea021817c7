using System.Diagnostics;

namespace Chaos.Agent;

/// <summary>How calls on files are answered, and how many were answered so. Safe for concurrent use.</summary>
internal sealed class CallTreatment
{
    private const int MostDurations = 4096;

    // A monitor, because delays wait at it for the end of the treatment.
    private readonly object gate = new();
    private readonly List<long> durationsNs = [];
    private CallWish wish = new();
    private long flushes, treated, failed, eligible;

    /// <summary>Answers so from now on; the counts begin anew, and flushes that are being delayed go on at once.</summary>
    public void Set(CallWish newWish)
    {
        lock (gate)
        {
            Monitor.PulseAll(gate);
            wish = newWish;
            flushes = treated = failed = eligible = 0;
            durationsNs.Clear();
        }
    }

    /// <summary>What was answered since then.</summary>
    public CallsReport Report()
    {
        lock (gate)
        {
            return new CallsReport
            {
                Flushes = flushes,
                TreatedFlushes = treated,
                FailedCalls = failed,
                MedianFlushNs = durationsNs.Count == 0 ? null : durationsNs.Order().ElementAt(durationsNs.Count / 2),
            };
        }
    }

    /// <summary>The error that a call of this kind gets instead of being done; 0 where it is to be done.</summary>
    public int Refuse(FailingCall call)
    {
        lock (gate)
        {
            if (!wish.Failing.Contains(call))
                return 0;
            // Spread evenly: of n calls the share of n, rounded down, fails.
            eligible++;
            if (Math.Floor(eligible * wish.Share) <= Math.Floor((eligible - 1) * wish.Share))
                return 0;
            failed++;
            return wish.Error == FailingError.NoSpace ? Libc.NoSpace : Libc.InputOutput;
        }
    }

    /// <summary>Does a flush, as it is to be done; answers with its result, 0 or an error below 0.</summary>
    public int Flush(Func<int> flush)
    {
        var now = Present();
        if (Refuse(FailingCall.Fsync) is var error and > 0)
        {
            Count(now, true, 0);
            return -error;
        }

        if (now.LyingFlush)
        {
            Count(now, true, 0);
            return 0;
        }

        var began = Stopwatch.GetTimestamp();
        var delayed = now.FlushDelayMs > 0;
        if (delayed)
            Delay(now);
        var result = flush();
        Count(now, delayed, Stopwatch.GetElapsedTime(began).Ticks * TimeSpan.NanosecondsPerTick);
        return result;
    }

    private CallWish Present()
    {
        lock (gate)
            return wish;
    }

    private void Delay(CallWish during)
    {
        var began = Stopwatch.GetTimestamp();
        lock (gate)
        {
            while (ReferenceEquals(wish, during)
                && TimeSpan.FromMilliseconds(during.FlushDelayMs) - Stopwatch.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
                Monitor.Wait(gate, left < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : left);
        }
    }

    private void Count(CallWish during, bool wasTreated, long tookNs)
    {
        lock (gate)
        {
            // A flush that was begun under an earlier wish tells nothing about this one.
            if (!ReferenceEquals(wish, during))
                return;
            flushes++;
            treated += wasTreated ? 1 : 0;
            if (durationsNs.Count == MostDurations)
                durationsNs.RemoveRange(0, MostDurations / 2);
            durationsNs.Add(tookNs);
        }
    }
}
