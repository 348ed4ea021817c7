namespace Chaos.Checking;

/// <summary>
/// Decides FIFO queues and unordered queues in O(n log n) where each taken value was added once. Exact (docs/internals/checker.md has the
/// proof): no value is taken before it is added; what found nothing has a moment when nothing was certainly there
/// (<see cref="EmptinessSweep"/>); and in a FIFO queue no value is certainly overtaken, which means that its add ended before another's
/// began, and its take began after that one's had ended. That pairs are enough is due to Henzinger, Sezgin and Vafeiadis,
/// Aspect-oriented linearizability proofs, CONCUR 2013. New here: values that nobody is known to have taken, in the order in which
/// their adds ended, are matched with the takes of unknown outcome in the order in which those began.
/// </summary>
internal sealed class QueueEngine : IPolynomialEngine
{
    private readonly string model;
    private readonly bool isOrdered;

    private QueueEngine(string name, string model, bool isOrdered)
    {
        Name = name;
        this.model = model;
        this.isOrdered = isOrdered;
    }

    /// <summary>First in, first out.</summary>
    public static QueueEngine Fifo { get; } = new(EngineNames.Queue, "queue", isOrdered: true);

    /// <summary>Any of the values may be next.</summary>
    public static QueueEngine Unordered { get; } = new(EngineNames.Bag, "unordered-queue", isOrdered: false);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public EngineFinding Judge(ObjectHistory source, Sabotage sabotage = Sabotage.None)
    {
        var history = ContainerHistory.Of(source, model, "enqueue", "dequeue");
        if (history.Finding is { } early) return early;
        if (isOrdered && (Overtaken(history, sabotage) ?? Stuck(history, sabotage)) is { } late) return late;
        return EmptinessSweep.Moments(history, sabotage, out var finding) is null ? finding! : EngineFinding.Valid;
    }

    // For each value the one that, of all whose add had ended when its own began, was taken last.
    private static EngineFinding? Overtaken(ContainerHistory history, Sabotage sabotage)
    {
        if (sabotage is Sabotage.QueueIgnoresOvertaking) return null;
        var elements = history.Taken;
        var byReturn = PositionOrder.Of(Positions(elements, ends: true));
        var (next, latest) = (0, -1);
        foreach (var other in PositionOrder.Of(Positions(elements, ends: false)))
        {
            for (; next < byReturn.Length && elements[byReturn[next]].AddReturn < elements[other].AddInvoke; next++)
                if (latest < 0 || elements[byReturn[next]].TakeInvoke > elements[latest].TakeInvoke) latest = byReturn[next];
            if (latest < 0 || elements[other].TakeReturn > elements[latest].TakeInvoke) continue;
            var (first, second) = (elements[latest], elements[other]);
            return EngineFinding.Invalid(
                [first.Add, first.Take, second.Add, second.Take],
                $"{history.ValueOf(first)} was in the queue before {history.ValueOf(second)}, but the {history.Subject(second.Take)} gave "
                + $"{history.ValueOf(second)} before the {history.Subject(first.Take)} gave {history.ValueOf(first)}");
        }

        return null;
    }

    // A value that was left must be gone before one that certainly came later is certainly taken. The earlier a value was added the
    // earlier it must be gone, so that the takes of unknown outcome can be dealt out in order.
    private static EngineFinding? Stuck(ContainerHistory history, Sabotage sabotage)
    {
        if (sabotage is Sabotage.QueueIgnoresLeft) return null;
        var elements = history.Taken;
        var left = history.Left;
        var byInvoke = PositionOrder.Of(Positions(elements, ends: false));
        var blockers = new int[left.Length];
        var (next, earliest) = (byInvoke.Length - 1, -1);
        for (var i = left.Length - 1; i >= 0; i--)
        {
            for (; next >= 0 && elements[byInvoke[next]].AddInvoke > left[i].AddReturn; next--)
                if (earliest < 0 || elements[byInvoke[next]].TakeReturn < elements[earliest].TakeReturn) earliest = byInvoke[next];
            blockers[i] = earliest;
        }

        for (var i = 0; i < left.Length && blockers[i] >= 0; i++)
        {
            var later = elements[blockers[i]];
            var isGone = sabotage is Sabotage.QueueLeftTakenFreely
                ? history.OpenBefore(later.TakeReturn) > 0
                : history.OpenBefore(later.TakeReturn) > i;
            if (isGone) continue;
            return EngineFinding.Invalid(
                [
                    .. left.Take(i + 1).Select(element => element.Add), later.Add, later.Take,
                    .. history.FirstOpen(history.OpenBefore(later.TakeReturn)),
                ],
                Words(history, i, later));
        }

        return null;
    }

    private static string Words(ContainerHistory history, int before, in Element later)
    {
        var end = $"the {history.Subject(later.Take)} gave {history.ValueOf(later)}, which came later";
        return before == 0
            ? $"nobody took {history.ValueOf(history.Left[0])}, but {end}"
            : $"{before + 1:N0} values had to be taken before {end}, by at most {history.OpenBefore(later.TakeReturn):N0} operations of unknown outcome";
    }

    private static int[] Positions(ReadOnlySpan<Element> elements, bool ends)
    {
        var positions = new int[elements.Length];
        for (var i = 0; i < positions.Length; i++) positions[i] = ends ? elements[i].AddReturn : elements[i].AddInvoke;
        return positions;
    }
}
