namespace Chaos;

/// <summary>One entry of a history (Jepsen's op): an invocation, a completion, or a note.</summary>
public readonly record struct Operation
{
    /// <summary>The process number under which nemesis operations are recorded; written as <c>nemesis</c>.</summary>
    public const int NemesisProcess = -1;

    /// <summary>The <see cref="Error"/> of a failed cas that observed another value than it expected.</summary>
    public const string MismatchError = "mismatch";

    // The complement, so that 0 stands for none: half the size of a nullable, in a value of which a history holds millions.
    private readonly long dueComplement;

    /// <summary>Position in the history, from 0, without gaps.</summary>
    public long Index { get; init; }

    /// <summary>Run clock, ns. Never decreases along the history.</summary>
    public long TimeNs { get; init; }

    /// <summary>The logical process, or <see cref="NemesisProcess"/>. After an info a process never appears again.</summary>
    public int Process { get; init; }

    /// <summary>Invocation, how it ended, or a note.</summary>
    public OperationType Type { get; init; }

    /// <summary>The function: <c>read</c>, <c>write</c>, <c>cas</c>, ...; for the nemesis what it does.</summary>
    public string F { get; init; }

    /// <summary>The object it works on, where the workload has independent ones.</summary>
    public string? Key { get; init; }

    /// <summary>Argument (invocation) or result (completion); an info keeps the argument. A cas carries [expected, new].</summary>
    public Value Value { get; init; }

    /// <summary>The node to which the client was pinned.</summary>
    public string? Node { get; init; }

    /// <summary>The intended start in open-loop load, run clock, ns; not negative.</summary>
    public long? DueNs
    {
        get => dueComplement == 0 ? null : ~dueComplement;
        init => dueComplement = value is { } dueNs ? ~dueNs : 0;
    }

    /// <summary>Why it failed, or is not known.</summary>
    public string? Error { get; init; }

    /// <summary>What the system told about it: revision, offset, term, or the value that a failed cas saw.</summary>
    public Value Evidence { get; init; }

    /// <summary>Whether this is a client's operation (not the nemesis', not a note).</summary>
    public bool IsClient => Process >= 0 && Type is not OperationType.Note;
}
