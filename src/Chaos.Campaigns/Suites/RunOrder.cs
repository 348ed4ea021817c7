namespace Chaos.Campaigns;

/// <summary>One attempt at a run of a cell, as it is given to the process that makes it.</summary>
public sealed record RunOrder
{
    /// <summary>The number of the run within its cell, from 1.</summary>
    public required int Run { get; init; }

    /// <summary>What to run; its folder is set.</summary>
    public required RunRequest Request { get; init; }

    /// <summary>How long the process may take.</summary>
    public required TimeSpan Deadline { get; init; }

    /// <summary>How much managed memory it may take; null for half of the machine's.</summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>The folder of the attempt.</summary>
    public string Directory => Request.OutDirectory!;
}
