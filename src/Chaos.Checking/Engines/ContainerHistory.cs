namespace Chaos.Checking;

/// <summary>
/// The history of a container in which a taken value tells which operation had added it. An add of unknown outcome whose value nobody is
/// known to have taken is left out: whatever order there is with its value, there is one without it and without what may have taken it.
/// </summary>
internal sealed class ContainerHistory
{
    private readonly ObjectHistory source;
    private readonly string add;
    private readonly string take;
    private readonly ValueIndex values;
    private readonly List<Element> left = [];
    private readonly List<Call> empty = [];
    private readonly List<int> openTakes = [];
    private readonly Dictionary<int, List<Call>> furtherAdds = [];
    private readonly Dictionary<int, Call> secondTakes = [];
    private Element[] elements;
    private int takenCount;
    private EngineFinding? unfit;

    private ContainerHistory(ObjectHistory source, string add, string take)
    {
        this.source = source;
        this.add = add;
        this.take = take;
        values = new ValueIndex(source.Calls.Count);
        elements = new Element[(source.Calls.Count / 2) + 4];
    }

    /// <summary>The values that a completed operation took; none is taken before it was added.</summary>
    public ReadOnlySpan<Element> Taken => elements.AsSpan(0, takenCount);

    /// <summary>The values that were certainly added and that no completed operation took, in order of the returns of their adds.</summary>
    public Element[] Left { get; private set; } = [];

    /// <summary>The completed takes that found nothing.</summary>
    public IReadOnlyList<Call> Empty => empty;

    /// <summary>The invocations of takes of unknown outcome, in order.</summary>
    public IReadOnlyList<int> OpenTakes => openTakes;

    /// <summary>A contradiction on one value, or why values do not tell what added them; null where there is neither.</summary>
    public EngineFinding? Finding { get; private set; }

    /// <summary>Sorts an object's operations by value.</summary>
    /// <exception cref="HistoryFormatException">An operation is neither of the two.</exception>
    public static ContainerHistory Of(ObjectHistory source, string model, string add, string take)
    {
        var history = new ContainerHistory(source, add, take);
        history.Read(model);
        history.Settle();
        return history;
    }

    /// <summary>How many takes of unknown outcome began before a position.</summary>
    public int OpenBefore(int position)
    {
        var at = openTakes.BinarySearch(position);
        return at < 0 ? ~at : at;
    }

    /// <summary>The takes of unknown outcome that began first.</summary>
    public IEnumerable<Call> FirstOpen(int count) => openTakes.Take(count).Select(invoke => new Call(invoke, Call.Never));

    /// <summary>The value of an element.</summary>
    public Value ValueOf(in Element element) => ValueAt(element.AddInvoke);

    /// <summary>An operation in words.</summary>
    public string Subject(Call call) => ViolationText.Subject(source.Invocation(call));

    private void Read(string model)
    {
        var history = source.History;
        var (addNumber, takeNumber) = (-1, -1);
        foreach (var call in source.Calls)
        {
            var f = history.FNumberAt(call.Invoke);
            if (f != addNumber && f != takeNumber)
            {
                if (history.TextOf(f) == add) addNumber = f;
                else if (history.TextOf(f) == take) takeNumber = f;
                else throw Misfit.Function(source.Invocation(call), model, $"{add} and {take}");
            }

            if (f == addNumber) Added(call, history.ValueNumberAt(call.Invoke));
            else if (call.IsOpen) openTakes.Add(call.Invoke);
            else if (history.ValueNumberAt(call.Return) is not 0 and var value) Took(call, value);
            else empty.Add(call);
        }
    }

    private void Added(Call call, int value)
    {
        if (value == 0) unfit ??= EngineFinding.Unfit($"an {add} of nil cannot be told from a {take} that found nothing");
        ref var element = ref At(value, out var number);
        if (element.AddInvoke == Call.Never)
        {
            (element.AddInvoke, element.AddReturn) = (call.Invoke, call.Return);
            return;
        }

        if (!furtherAdds.TryGetValue(number, out var adds)) furtherAdds[number] = adds = [];
        adds.Add(call);
    }

    private void Took(Call call, int value)
    {
        ref var element = ref At(value, out var number);
        if (element.TakeInvoke == Call.Never) (element.TakeInvoke, element.TakeReturn) = (call.Invoke, call.Return);
        else secondTakes.TryAdd(number, call);
    }

    private ref Element At(int value, out int number)
    {
        number = values.NumberOf(value);
        if (number == elements.Length) Array.Resize(ref elements, 2 * number);
        ref var element = ref elements[number];
        if (element.AddReturn == 0)
            element = new Element { AddInvoke = Call.Never, AddReturn = Call.Never, TakeInvoke = Call.Never, TakeReturn = Call.Never };
        return ref element;
    }

    // A value that was added several times does no harm as long as nobody is known to have taken it.
    private void Settle()
    {
        for (var number = 0; number < values.Count; number++)
        {
            var element = elements[number];
            if (!element.IsTaken)
            {
                if (element.AddReturn != Call.Never) left.Add(element);
                foreach (var call in furtherAdds.GetValueOrDefault(number) ?? [])
                    if (!call.IsOpen) left.Add(element with { AddInvoke = call.Invoke, AddReturn = call.Return });
                continue;
            }

            Finding ??= Contradiction(element, number);
            elements[takenCount++] = element;
        }

        Finding ??= unfit;
        Left = [.. left];
        Array.Sort(Left, (a, b) => a.AddReturn.CompareTo(b.AddReturn));
    }

    private EngineFinding? Contradiction(in Element element, int number)
    {
        var take = Subject(element.Take);
        if (element.AddInvoke == Call.Never)
        {
            return EngineFinding.Invalid(
                [element.Take], $"the {take} gave {ValueAt(element.TakeReturn)}, which nothing had put in");
        }

        if (furtherAdds.Count > 0 && furtherAdds.ContainsKey(number))
        {
            unfit ??= EngineFinding.Unfit($"{ValueOf(element)} went in more than once, so that its result does not tell which one was taken");
            return null;
        }

        if (element.TakeReturn < element.AddInvoke)
        {
            return EngineFinding.Invalid(
                [element.Add, element.Take], $"the {take} gave {ValueOf(element)}, which nothing had begun to put in");
        }

        return secondTakes.Count > 0 && secondTakes.TryGetValue(number, out var second)
            ? EngineFinding.Invalid(
                [element.Add, element.Take, second], $"the {Subject(second)} gave {ValueOf(element)}, which the {take} had taken")
            : null;
    }

    private Value ValueAt(int position) => source.History.ValueOf(source.History.ValueNumberAt(position));
}
