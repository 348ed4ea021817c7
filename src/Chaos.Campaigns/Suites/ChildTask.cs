namespace Chaos.Campaigns;

/// <summary>What a child process of a suite does with the run in its folder.</summary>
public enum ChildTask : byte
{
    /// <summary>Makes it.</summary>
    Run,

    /// <summary>Judges what a run left that was cut off.</summary>
    Judge,

    /// <summary>Leaves results and report, and removes the rest.</summary>
    Reduce,
}
