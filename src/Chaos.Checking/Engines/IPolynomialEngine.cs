namespace Chaos.Checking;

/// <summary>Decides the histories of one data type without a search, in time that hardly grows faster than their length.</summary>
internal interface IPolynomialEngine
{
    /// <summary>Its name, as <c>--engine</c> and the results have it.</summary>
    string Name { get; }

    /// <summary>The verdict, which is exact; or unknown with the reason where the engine does not apply to this history.</summary>
    /// <param name="source">One object's operations.</param>
    /// <param name="sabotage">For tests.</param>
    /// <exception cref="HistoryFormatException">An operation is none of the data type's.</exception>
    EngineFinding Judge(ObjectHistory source, Sabotage sabotage = Sabotage.None);
}
