namespace Chaos.Reports;

/// <summary>For how long operations were tried and none succeeded.</summary>
internal static class Unavailability
{
    private const long SecondNs = 1_000_000_000;

    /// <summary>
    /// The longest gap. A gap begins with an ok completion while others are under way, or with the first invocation after one; it
    /// ends with the next ok, or with the last entry. A pause of more than a second with nothing under way ends it too: nobody asked.
    /// </summary>
    public static (double GapMs, double AtMs) LongestGap(History history)
    {
        long longest = 0, longestAt = 0, previous = 0;
        long? start = null;
        var underWay = 0;

        void Close(long now)
        {
            if (start is { } from && now - from > longest) (longest, longestAt) = (now - from, from);
            start = null;
        }

        for (var i = 0; i < history.Count; i++)
        {
            var (type, timeNs) = (history.TypeAt(i), history.TimeNsAt(i));
            if (history.ProcessAt(i) < 0 || type is OperationType.Note) continue;
            if (type is OperationType.Invoke)
            {
                if (underWay == 0 && timeNs - previous > SecondNs) Close(previous);
                start ??= timeNs;
                underWay++;
            }
            else
            {
                underWay--;
                if (type is OperationType.Ok)
                {
                    Close(timeNs);
                    if (underWay > 0) start = timeNs;
                }
            }

            previous = timeNs;
        }

        Close(previous);
        return (longest / 1e6, longestAt / 1e6);
    }

    /// <summary>The share of one-second windows with something tried that saw an ok; null where nothing was tried.</summary>
    public static double? ShareOfGoodSeconds(IReadOnlyList<Call> calls, long originNs)
    {
        if (calls.Count == 0) return null;
        var tried = new HashSet<long>();
        var good = new HashSet<long>();
        foreach (var call in calls)
        {
            var from = (call.InvokedNs - originNs) / SecondNs;
            var to = ((call.EndNs ?? call.InvokedNs) - originNs) / SecondNs;
            for (var second = from; second <= to; second++) tried.Add(second);
            if (call.End is OperationType.Ok) good.Add(to);
        }

        return Math.Round((double)good.Count / tried.Count, 4);
    }
}
