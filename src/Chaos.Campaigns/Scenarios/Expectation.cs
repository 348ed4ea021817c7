namespace Chaos.Campaigns;

/// <summary>Something that a scenario expects.</summary>
/// <param name="Text">What, in a sentence.</param>
/// <param name="IsPromise">Whether its opposite would break a promise; else it says that the system goes on within a time.</param>
/// <param name="Measure">Looks at what happened.</param>
public sealed record Expectation(string Text, bool IsPromise, Func<ScenarioView, Finding> Measure)
{
    /// <summary>
    /// Whether it concludes from where an operation was begun, and so is not judged where clients go on to other nodes
    /// (<see cref="ISystem.ClientsStay"/>).
    /// </summary>
    public bool IsByNode { get; init; }

    /// <summary>
    /// Whether it concludes from whether a node tells of snapshots that it took, and so is not judged where nodes tell nothing of them
    /// (<see cref="ISystem.TellsSnapshots"/>).
    /// </summary>
    public bool IsBySnapshot { get; init; }

    /// <summary>That the system never does something.</summary>
    public static Expectation Never(string text, Func<ScenarioView, Finding> measure) => new(text, true, measure);

    /// <summary>That the system does something in time.</summary>
    public static Expectation InTime(string text, Func<ScenarioView, Finding> measure) => new(text, false, measure);
}
