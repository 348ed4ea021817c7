namespace Chaos;

/// <summary>How a system's nodes run as programs.</summary>
public sealed record ProgramRecipe
{
    /// <summary>Makes the program of a node.</summary>
    public required CreateProgram Create { get; init; }

    /// <summary>Writes and reads its messages.</summary>
    public required IProgramCodec Codec { get; init; }
}
