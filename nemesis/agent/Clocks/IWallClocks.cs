namespace Chaos.Agent;

/// <summary>The wall clocks of the pod's processes.</summary>
internal interface IWallClocks
{
    /// <summary>Has all processes, also those that start later, go by this; answers when all do that there are now.</summary>
    WallState Set(WallWish wish);

    /// <summary>What they go by, read back from their memory.</summary>
    WallState Read();

    /// <summary>Gives them the true time back; does nothing where it was never taken.</summary>
    void Clear();
}
