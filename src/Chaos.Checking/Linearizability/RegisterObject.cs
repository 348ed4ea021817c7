namespace Chaos.Checking;

/// <summary>The operations on one register with their values numbered, without open operations that cannot matter.</summary>
internal sealed class RegisterObject
{
    private readonly Dictionary<Value, int> numbers = [];
    private readonly List<Value> values = [];

    /// <summary>Numbers the values of a register's history.</summary>
    public RegisterObject(ObjectHistory source, Value initial)
    {
        Source = source;
        Number(initial);
        var calls = new RegisterCall[source.Calls.Count];
        for (var i = 0; i < calls.Length; i++) calls[i] = Translate(i);
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
    public static RegisterCall[] WithoutUseless(RegisterCall[] calls)
    {
        if (Array.Exists(calls, call => call.Excludes >= 0)) return calls;
        var needed = new HashSet<int>();
        foreach (var call in calls)
            if (!call.IsOpen && call.Observes >= 0) needed.Add(call.Observes);
        bool grown;
        do
        {
            grown = false;
            foreach (var call in calls)
                if (call.IsOpen && call.Observes >= 0 && needed.Contains(call.Writes)) grown |= needed.Add(call.Observes);
        }
        while (grown);
        return Array.FindAll(calls, call => !call.IsOpen || needed.Contains(call.Writes));
    }

    private RegisterCall Translate(int index)
    {
        var call = Source.Calls[index];
        ref readonly var invocation = ref Source.Invocation(call);
        var (observes, writes, excludes) = (-1, -1, -1);
        switch (invocation.F)
        {
            case RegisterOperations.Write:
                writes = Number(invocation.Value);
                break;
            case RegisterOperations.Read:
                observes = Number(Source.Completion(call)!.Value.Value);
                break;
            case RegisterOperations.Cas:
                var (expected, next) = RegisterModel.CasArguments(invocation);
                if (Source.Completion(call) is { } end && RegisterModel.IsMismatch(invocation, end))
                {
                    if (!end.Evidence.IsNull) observes = Number(end.Evidence);
                    if (observes < 0 || end.Evidence == expected) excludes = Number(expected);
                }
                else
                {
                    observes = Number(expected);
                    writes = Number(next);
                }

                break;
            default:
                throw Misfit.Function(invocation, RegisterOperations.TypeName, "read, write and cas");
        }

        return new RegisterCall(index, call.Invoke, call.Return, observes, writes, excludes);
    }

    private int Number(Value value)
    {
        if (numbers.TryGetValue(value, out var number)) return number;
        numbers[value] = number = values.Count;
        values.Add(value);
        return number;
    }
}
