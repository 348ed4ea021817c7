namespace Chaos.Workloads;

/// <summary>The operations on one key, as an immutable value.</summary>
internal interface IKeyLoad
{
    /// <summary>The key.</summary>
    string Key { get; }

    /// <summary>The next operation, and what is left; null where the key has had enough of them.</summary>
    /// <param name="random">The source of this operation: draw 1 and later ones are free.</param>
    (Invocation Invocation, IKeyLoad? Then) Next(Randomness random);

    /// <summary>With an answer taken in; the same where it teaches nothing.</summary>
    IKeyLoad Learn(in Operation operation);
}
