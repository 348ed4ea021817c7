namespace Chaos.Clusters;

/// <summary>What is known about the process that created something.</summary>
internal enum OwnerState
{
    /// <summary>It runs on this host.</summary>
    Alive,

    /// <summary>It ran on this host and is gone.</summary>
    Dead,

    /// <summary>It ran on another host: nobody here can tell.</summary>
    Elsewhere,
}
