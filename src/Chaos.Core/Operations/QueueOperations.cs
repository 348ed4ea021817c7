namespace Chaos;

/// <summary>
/// The operations on a queue: <c>enqueue</c> and <c>dequeue</c> of one value. The key names the queue; no value is enqueued twice. Draining
/// is a phase, not an operation: dequeues until nothing is left, each of them recorded.
/// </summary>
public static class QueueOperations
{
    /// <summary>The name under which systems and workloads speak of these operations.</summary>
    public const string TypeName = "queue";

    /// <summary>Put a value into the queue; argument and result are the value, an integer. Ok once the system has acknowledged it.</summary>
    public const string Enqueue = "enqueue";

    /// <summary>
    /// Take a value away; ok carries it, or nil where the queue is empty, or gone in a healthy cluster. A client that took a value but
    /// does not know whether the system forgot it answers info, with the value in the error's words.
    /// </summary>
    public const string Dequeue = "dequeue";

    /// <summary>An enqueue of <paramref name="value"/> to the queue <paramref name="key"/>.</summary>
    public static Invocation EnqueueOf(string key, long value) => new(Enqueue, key, Value.Of(value));

    /// <summary>A dequeue from the queue <paramref name="key"/>.</summary>
    public static Invocation DequeueOf(string key) => new(Dequeue, key, default);
}
