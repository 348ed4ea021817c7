namespace Chaos.Checking;

/// <summary>
/// A model whose state only grows, except where an operation overwrites it all: what contradicts the state then stays contradicted, and
/// a search need not try further orders. A model without this is judged exactly as well, only more slowly.
/// </summary>
public interface IForeseeingModel : IObservingModel
{
    /// <summary>Whether the operation is legal in every state and leaves the same one whatever was there before.</summary>
    /// <param name="invocation">The invocation.</param>
    /// <param name="completion">How it ended; null where that is not known.</param>
    bool Overwrites(in Operation invocation, in Operation? completion);

    /// <summary>
    /// Whether the operation is illegal in this state and in every one that operations reach from it, as long as none of them overwrites.
    /// False where that is not certain.
    /// </summary>
    /// <param name="state">The state.</param>
    /// <param name="invocation">The invocation.</param>
    /// <param name="completion">How it ended; null where that is not known.</param>
    bool IsBeyond(Value state, in Operation invocation, in Operation? completion);
}
