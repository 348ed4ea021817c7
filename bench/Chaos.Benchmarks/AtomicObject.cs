namespace Chaos.Benchmarks;

/// <summary>An object that carries out operations one by one, and draws them.</summary>
internal abstract class AtomicObject
{
    /// <summary>The data types, by the names of their models.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["queue", "stack", "unordered-queue", "set", "log", "mutex", "counter"];

    /// <summary>A new object.</summary>
    public static AtomicObject Of(string kind) => kind switch
    {
        "queue" => new AtomicContainer("enqueue", "dequeue", TakeFrom.Front),
        "stack" => new AtomicContainer("push", "pop", TakeFrom.Back),
        "unordered-queue" => new AtomicContainer("enqueue", "dequeue", TakeFrom.Anywhere),
        "set" => new AtomicSet(),
        "log" => new AtomicLog(),
        "mutex" => new AtomicMutex(),
        "counter" => new AtomicCounter(),
        _ => throw new UsageException(NearestName.Unknown("data type", kind, Kinds)),
    };

    /// <summary>The next operation of a client, given its last one (null at first) and how that ended.</summary>
    public abstract (string F, Value Argument) Draw(Func<int, int> draw, string? lastF, OperationType lastType);

    /// <summary>Carries an operation out; null where it is refused.</summary>
    public abstract Value? Apply(Func<int, int> draw, string f, Value argument);
}
