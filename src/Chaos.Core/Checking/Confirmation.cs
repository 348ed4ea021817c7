namespace Chaos;

/// <summary>What the oracle says, which tries every order of a few operations and shares nothing with the engines but the model.</summary>
public enum Confirmation : byte
{
    /// <summary>It tried every order: none is legal.</summary>
    Confirmed,

    /// <summary>There are too many orders to try, or nothing was left of the budget; the engine's word stands alone.</summary>
    TooLarge,
}
