namespace Chaos.Checking;

/// <summary>A data type that is on or off, and off at first: a lock, or whether a set holds an element.</summary>
internal interface ITwoStateModel : IPolynomialModel
{
    /// <summary>
    /// What the operation did. One of unknown outcome is a change that may have happened.
    /// </summary>
    /// <exception cref="HistoryFormatException">The operation is none of the data type's.</exception>
    Switching SwitchingOf(History history, Call call);
}
