namespace Chaos;

/// <summary>
/// The operations on a register that counts its changes: <c>read</c>, <c>write</c> and <c>cas</c>. The key names the register. Its version is 0
/// while it was never written, and one more after each change. Where the system also numbers all changes together (etcd's revision,
/// ZooKeeper's zxid) that number is the operation's evidence: of the change itself, or of the last change that a read saw.
/// </summary>
public static class VersionedRegisterOperations
{
    /// <summary>The name under which systems and workloads speak of these operations.</summary>
    public const string TypeName = "versioned-register";

    /// <summary>Read version and value; ok carries [version, value], which is [0, nil] where it was never written.</summary>
    public const string Read = RegisterOperations.Read;

    /// <summary>Set the value; the argument is the value, ok carries [version, value]; a version of nil is not known.</summary>
    public const string Write = RegisterOperations.Write;

    /// <summary>
    /// Set the value if the version is the expected one; the argument is [version, value], ok carries [version, value] after the change. Fail
    /// with <see cref="Operation.MismatchError"/> where another version was seen: the evidence is that version, nil where not known.
    /// </summary>
    public const string Cas = RegisterOperations.Cas;

    /// <summary>A read of <paramref name="key"/>.</summary>
    public static Invocation ReadOf(string key) => new(Read, key, default);

    /// <summary>A write of <paramref name="value"/> to <paramref name="key"/>.</summary>
    public static Invocation WriteOf(string key, long value) => new(Write, key, Value.Of(value));

    /// <summary>A cas of <paramref name="key"/> from <paramref name="version"/> to <paramref name="value"/>.</summary>
    public static Invocation CasOf(string key, long version, long value) =>
        new(Cas, key, Value.Of(Value.Of(version), Value.Of(value)));

    /// <summary>The result of an operation.</summary>
    public static Value ResultOf(long? version, Value value) => Value.Of(version is { } known ? Value.Of(known) : Value.Null, value);

    /// <summary>The two halves of a cas argument. Throws where it is not a list of two.</summary>
    public static (long Version, long Value) CasArguments(Value value)
    {
        var (version, next) = RegisterOperations.CasArguments(value);
        return (version.AsInteger(), next.AsInteger());
    }
}
