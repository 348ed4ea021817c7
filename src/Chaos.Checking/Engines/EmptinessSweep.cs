namespace Chaos.Checking;

/// <summary>
/// Asks for each take that found nothing whether the container may have been empty at some moment between its invocation and its
/// completion. It was certainly not while a value's core lasts: from the end of its add to the beginning of its take. Values that no
/// completed operation took must all be gone, so of those that were in there may not be more than takes of unknown outcome had begun. For
/// queues, stacks and bags these moments can be chosen one by one, without regard to each other and to the order of the rest.
/// </summary>
internal sealed class EmptinessSweep
{
    private const int CoreBegins = 0;
    private const int CoreEnds = 1;
    private const int LeftAdded = 2;
    private const int TakeBegins = 3;
    private const int Asked = 4;
    private readonly ContainerHistory history;
    private readonly Sabotage sabotage;
    private readonly List<int> moments = [];

    private EmptinessSweep(ContainerHistory history, Sabotage sabotage)
    {
        this.history = history;
        this.sabotage = sabotage;
    }

    /// <summary>
    /// Positions right after each of which the container can be empty, so many that each take that found nothing has one; null where one
    /// of them has none, which the finding tells.
    /// </summary>
    public static List<int>? Moments(ContainerHistory history, Sabotage sabotage, out EngineFinding? finding)
    {
        finding = null;
        if (history.Empty.Count == 0) return [];
        var sweep = new EmptinessSweep(history, sabotage);
        if (sweep.Run() is not { } refused) return sweep.moments;
        finding = sweep.Explain(refused);
        return null;
    }

    // The first take that found nothing although something was in there all the time.
    private Call? Run()
    {
        var (positions, events) = Events();
        var (cores, left, takes) = (0, 0, 0);
        var waiting = new HashSet<int>();
        foreach (var place in PositionOrder.Of(positions))
        {
            switch (events[place])
            {
                case CoreBegins: cores++; break;
                case CoreEnds: cores--; break;
                case LeftAdded: left++; break;
                case TakeBegins: takes++; break;
                case var asked when (asked - Asked) % 2 == 0: waiting.Add((asked - Asked) / 2); break;
                case var answered when waiting.Contains((answered - Asked) / 2): return history.Empty[(answered - Asked) / 2];
            }

            if (waiting.Count == 0 || !IsFree(cores, left, takes)) continue;
            moments.Add(positions[place]);
            waiting.Clear();
        }

        return null;
    }

    private bool IsFree(int cores, int left, int takes) =>
        (cores == 0 || sabotage is Sabotage.EmptyIgnoresCores) && (left <= takes || sabotage is Sabotage.EmptyIgnoresLeft);

    private (int[] Positions, int[] Events) Events()
    {
        var positions = new List<int>(2 * history.Taken.Length);
        var events = new List<int>(2 * history.Taken.Length);
        foreach (ref readonly var element in history.Taken)
        {
            if (!element.HasCore) continue;
            Add(element.AddReturn, CoreBegins);
            Add(element.TakeInvoke, CoreEnds);
        }

        foreach (var element in history.Left) Add(element.AddReturn, LeftAdded);
        foreach (var invoke in history.OpenTakes) Add(invoke, TakeBegins);
        for (var i = 0; i < history.Empty.Count; i++)
        {
            Add(history.Empty[i].Invoke, Asked + (2 * i));
            Add(history.Empty[i].Return, Asked + (2 * i) + 1);
        }

        return ([.. positions], [.. events]);

        void Add(int position, int what)
        {
            positions.Add(position);
            events.Add(what);
        }
    }

    // Few values whose cores cover the time of the take; where there are gaps, the values that were left cover those.
    private EngineFinding Explain(Call refused)
    {
        var chain = new List<Element>();
        var cores = new List<Element>();
        foreach (ref readonly var element in history.Taken)
            if (element.HasCore && element.AddReturn < refused.Return && element.TakeInvoke > refused.Invoke) cores.Add(element);
        cores.Sort((a, b) => a.AddReturn.CompareTo(b.AddReturn));
        var (at, next, lastGap) = (refused.Invoke, 0, -1);
        while (at < refused.Return)
        {
            var (furthest, found) = (at, -1);
            for (; next < cores.Count && cores[next].AddReturn <= at; next++)
                if (cores[next].TakeInvoke > furthest) (furthest, found) = (cores[next].TakeInvoke, next);
            if (found >= 0)
            {
                chain.Add(cores[found]);
                at = furthest;
                continue;
            }

            var gapEnd = next < cores.Count ? Math.Min(cores[next].AddReturn, refused.Return) : refused.Return;
            lastGap = gapEnd;
            at = gapEnd;
        }

        var suspects = chain.SelectMany(element => new[] { element.Add, element.Take }).Append(refused);
        if (lastGap < 0) return EngineFinding.Invalid(suspects, Words(refused, chain));
        var left = history.Left.Where(element => element.AddReturn < lastGap).Select(element => element.Add).ToArray();
        var takes = history.OpenBefore(lastGap);
        return EngineFinding.Invalid(
            suspects.Concat(left).Concat(history.FirstOpen(takes)),
            $"the {history.Subject(refused)} found nothing, but of {left.Length:N0} values that nobody is known to have taken at most {takes:N0} "
            + "could be gone, by operations of unknown outcome");
    }

    private string Words(Call refused, List<Element> chain) =>
        $"the {history.Subject(refused)} found nothing, but at every moment of it one of {chain.Count:N0} values was certainly there: "
        + string.Join(", ", chain.Take(5).Select(element => history.ValueOf(element).ToString())) + (chain.Count > 5 ? ", ..." : "");
}
