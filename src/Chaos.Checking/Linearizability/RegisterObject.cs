using System.Runtime.CompilerServices;

namespace Chaos.Checking;

/// <summary>The operations on one register with their values numbered, without open operations that cannot matter.</summary>
internal sealed class RegisterObject
{
    // The calls of one object lie far apart in the history. Fetching what is needed of several at once does not wait for each.
    private const int ReadAhead = 64;
    private readonly History history;
    private readonly NumberMap integers = new();
    private readonly NumberMap arguments = new(); // of compare-and-sets, by the history's number
    private readonly Dictionary<Value, int> others = [];
    private readonly List<(int Expected, int Next)> pairs = [];
    private readonly List<Value> values = [];

    /// <summary>Numbers the values of a register's history; 0 is that of a register that was never written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public RegisterObject(ObjectHistory source)
    {
        Source = source;
        history = source.History;
        values.Add(Value.Null);
        var calls = new RegisterCall[source.Calls.Count];
        Span<Words> words = stackalloc Words[ReadAhead];
        for (var from = 0; from < calls.Length; from += ReadAhead)
        {
            var count = Math.Min(ReadAhead, calls.Length - from);
            for (var i = 0; i < count; i++) words[i] = WordsOf(source.Calls[from + i]);
            for (var i = 0; i < count; i++) calls[from + i] = Translate(from + i, words[i]);
        }

        All = calls;
        Calls = WithoutUseless(calls);
    }

    /// <summary>Where the operations come from.</summary>
    public ObjectHistory Source { get; }

    /// <summary>All operations, in order of invocation.</summary>
    public RegisterCall[] All { get; }

    /// <summary>Those that matter, in order of invocation.</summary>
    public RegisterCall[] Calls { get; }

    /// <summary>The values by number; 0 is the initial one.</summary>
    public IReadOnlyList<Value> Values => values;

    /// <summary>
    /// Drops open operations that write what nobody can have observed: a legal order stays legal without them, because nothing between
    /// such a write and the next one looks at the register. Where a mismatch only says which value the register did not hold, any write
    /// may matter, and all stay.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static RegisterCall[] WithoutUseless(RegisterCall[] calls)
    {
        var (hasOpen, most) = (false, 0);
        foreach (ref readonly var call in calls.AsSpan())
        {
            if (call.Excludes >= 0) return calls;
            hasOpen |= call.IsOpen;
            most = Math.Max(most, Math.Max(call.Observes, call.Writes));
        }

        if (!hasOpen) return calls;
        var needed = new bool[most + 1];
        foreach (ref readonly var call in calls.AsSpan())
            if (!call.IsOpen && call.Observes >= 0) needed[call.Observes] = true;
        var grown = true;
        while (grown)
        {
            grown = false;
            foreach (ref readonly var call in calls.AsSpan())
            {
                if (!call.IsOpen || call.Observes < 0 || call.Writes < 0 || !needed[call.Writes] || needed[call.Observes]) continue;
                needed[call.Observes] = grown = true;
            }
        }

        return Array.FindAll(calls, call => !call.IsOpen || (call.Writes >= 0 && needed[call.Writes]));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private RegisterCall Translate(int index, in Words words)
    {
        var call = Source.Calls[index];
        var (observes, writes, excludes) = (-1, -1, -1);
        switch (history.TextOf(words.F))
        {
            case RegisterOperations.Write:
                writes = Number(words.Argument);
                break;
            case RegisterOperations.Read:
                observes = Number(words.Result);
                break;
            case RegisterOperations.Cas:
                var (expected, next) = Arguments(call, words.Argument);
                if (words.Type is OperationType.Fail)
                {
                    var seen = history.EvidenceNumberAt(call.Return);
                    if (seen != 0) observes = Number(seen);
                    if (observes < 0 || observes == expected) excludes = expected;
                }
                else
                {
                    (observes, writes) = (expected, next);
                }

                break;
            default:
                throw Misfit.Function(Source.Invocation(call), RegisterOperations.TypeName, "read, write and cas");
        }

        return new RegisterCall(index, call.Invoke, call.Return, observes, writes, excludes);
    }

    private Words WordsOf(Call call)
    {
        var (f, argument) = (history.FNumberAt(call.Invoke), history.ValueNumberAt(call.Invoke));
        return call.IsOpen
            ? new Words(f, argument, 0, OperationType.Info)
            : new Words(f, argument, history.ValueNumberAt(call.Return), history.TypeAt(call.Return));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (int Expected, int Next) Arguments(Call call, int number)
    {
        ref var place = ref arguments.Place(number);
        if (place > 0) return pairs[place - 1];
        var (expected, next) = RegisterModel.CasArguments(Source.Invocation(call));
        pairs.Add((Number(expected), Number(next)));
        place = pairs.Count;
        return pairs[^1];
    }

    private int Number(int historyNumber) => Number(history.ValueOf(historyNumber));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Number(Value value)
    {
        if (value.IsNull) return 0;
        if (value.Kind is ValueKind.Integer)
        {
            ref var place = ref integers.Place(value.AsInteger());
            if (place > 0) return place;
            values.Add(value);
            return place = values.Count - 1;
        }

        if (others.TryGetValue(value, out var number)) return number;
        others[value] = number = values.Count;
        values.Add(value);
        return number;
    }

    private readonly record struct Words(int F, int Argument, int Result, OperationType Type);
}
