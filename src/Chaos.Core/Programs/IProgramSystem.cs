namespace Chaos;

/// <summary>A system whose nodes are message-driven programs, so that they can run in the simulator as well as in containers.</summary>
public interface IProgramSystem : ISystem
{
    /// <summary>The nodes' programs under these options.</summary>
    /// <exception cref="UsageException">The options do not fit together.</exception>
    ProgramRecipe CreatePrograms(Options options);
}
