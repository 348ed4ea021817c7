namespace Chaos.Agent;

/// <summary>One bit of a file.</summary>
/// <param name="Offset">The byte's place from the beginning.</param>
/// <param name="Bit">The bit, 0 (lowest) to 7.</param>
internal sealed record BitPlace(long Offset, int Bit);
