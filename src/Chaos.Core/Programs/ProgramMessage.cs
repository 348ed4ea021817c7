namespace Chaos;

/// <summary>
/// A message between programs, or a request or reply of a client: an immutable value. In the simulator it travels by reference, over TCP
/// through an <see cref="IProgramCodec"/>.
/// </summary>
public abstract class ProgramMessage
{
    /// <summary>What it is, in one word, for traces and diagrams: <c>AppendEntries</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What is in it, in a few words, for the same; empty where there is nothing to say.</summary>
    public virtual string Detail => "";
}
