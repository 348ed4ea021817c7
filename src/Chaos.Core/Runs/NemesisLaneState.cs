namespace Chaos;

/// <summary>A nemesis lane as the scheduler sees it.</summary>
internal sealed class NemesisLaneState(NemesisLane lane, Randomness random)
{
    public NemesisLane Lane => lane;

    public Randomness Random => random;

    public IGenerator Generator { get; set; } = lane.Generator;

    public bool IsDone { get; set; }

    public bool IsBusy { get; set; }

    public Invocation Invocation { get; set; }
}
