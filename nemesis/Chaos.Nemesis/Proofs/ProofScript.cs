namespace Chaos.Nemeses;

/// <summary>The cuts that one run of <c>prove no-split-brain</c> makes, in their order.</summary>
public sealed record ProofScript
{
    /// <summary>The shape of each cut, by its name in <see cref="SplitShapes"/>.</summary>
    public required IReadOnlyList<string> Shapes { get; init; }

    /// <summary>How long each cut is held between the measurements at its beginning and at its end.</summary>
    public required TimeSpan Hold { get; init; }

    /// <summary>From the end of a cut to the next, at least: load flows again, and roles are seen. Default 1.5 s.</summary>
    public TimeSpan Gap { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>The command that makes the whole proof again.</summary>
    public required string Command { get; init; }
}
