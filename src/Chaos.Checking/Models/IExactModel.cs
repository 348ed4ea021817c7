namespace Chaos.Checking;

/// <summary>A model whose histories are decided without a search.</summary>
internal interface IExactModel : IModel
{
    /// <summary>What messages call the way it is decided.</summary>
    string Engine { get; }

    /// <summary>All pairs and groups of operations that no order can hold; none if and only if there is a legal order.</summary>
    /// <exception cref="HistoryFormatException">An operation is none of the model's.</exception>
    IReadOnlyList<Contradiction> Contradictions(ObjectHistory source);
}
