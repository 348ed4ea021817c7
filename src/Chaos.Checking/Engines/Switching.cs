namespace Chaos.Checking;

/// <summary>What an operation does to something that is on or off.</summary>
internal enum Switching
{
    /// <summary>It sees that it is off.</summary>
    SeesOff,

    /// <summary>It sees that it is on.</summary>
    SeesOn,

    /// <summary>It turns it on, from off.</summary>
    TurnsOn,

    /// <summary>It turns it off, from on.</summary>
    TurnsOff,

    /// <summary>It is legal in neither state.</summary>
    Impossible,
}
