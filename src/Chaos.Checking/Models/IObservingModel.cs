namespace Chaos.Checking;

/// <summary>
/// A model that tells which operations only look at the state. An engine may then take such an operation as soon as it is legal, and
/// forget it where its result is not known. A model without this is judged exactly as well, only more slowly.
/// </summary>
public interface IObservingModel : IModel
{
    /// <summary>
    /// Whether the operation leaves every state as it is. It is also asked about operations that failed: one that failed and is an
    /// observation (a cas that saw a mismatch) is checked, any other failed operation never happened.
    /// </summary>
    /// <param name="invocation">The invocation.</param>
    /// <param name="completion">How it ended; null where that is not known.</param>
    bool IsObservation(in Operation invocation, in Operation? completion);
}
