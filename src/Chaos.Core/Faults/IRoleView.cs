namespace Chaos;

/// <summary>What is known about the nodes' roles at this moment, from the running samples.</summary>
public interface IRoleView
{
    /// <summary>The node that most recently said of itself that it leads; null while none did within the last two seconds.</summary>
    string? Leader { get; }

    /// <summary>The voting nodes.</summary>
    IReadOnlyList<string> Voters { get; }
}
