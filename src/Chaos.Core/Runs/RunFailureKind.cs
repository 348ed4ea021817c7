namespace Chaos;

/// <summary>What kind of thing failed, when it was not the system under test.</summary>
public enum RunFailureKind : byte
{
    /// <summary>The surroundings: a full disk, an engine that does not answer, a heal that did not work. Exit code 3.</summary>
    Infrastructure,

    /// <summary>A bug in this program or in the test's own code. Exit code 70.</summary>
    Bug,
}
