namespace Chaos;

/// <summary>A system whose nodes are message-driven programs, so that they can run in the simulator.</summary>
public interface IProgramSystem : ISystem
{
    /// <summary>Whether it runs in containers, too.</summary>
    bool RunsInContainers { get; }

    /// <summary>The nodes' programs under these options.</summary>
    /// <exception cref="UsageException">The options do not fit together.</exception>
    ProgramRecipe CreatePrograms(Options options);
}
