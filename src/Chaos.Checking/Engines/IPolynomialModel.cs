namespace Chaos.Checking;

/// <summary>A model with an engine of its own, beside the search.</summary>
internal interface IPolynomialModel : IModel
{
    /// <summary>The engine.</summary>
    IPolynomialEngine Polynomial { get; }
}
