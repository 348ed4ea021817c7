namespace Chaos.Checking;

/// <summary>A sequential specification on numbered states and kinds of operations; two operations of one kind cannot be told apart.</summary>
internal interface ITransitions
{
    /// <summary>The state before the first operation.</summary>
    int Initial { get; }

    /// <summary>The state after an operation of this kind, or -1 where it is illegal.</summary>
    int Next(int state, int kind);

    /// <summary>The bytes that the states known so far take, about.</summary>
    long Bytes => 0;

    /// <summary>Whether an operation of this kind is legal in every state and leaves the same one whatever was there before.</summary>
    bool Overwrites(int kind) => false;

    /// <summary>Whether <see cref="IsBeyond"/> can ever say yes.</summary>
    bool Foresees => false;

    /// <summary>Whether an operation of this kind is illegal here, and stays so until one overwrites the state.</summary>
    bool IsBeyond(int state, int kind) => false;
}
