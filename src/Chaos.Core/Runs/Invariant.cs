namespace Chaos;

/// <summary>Checks that stay on in release builds.</summary>
internal static class Invariant
{
    public static void Check(bool holds, string whatHappened)
    {
        if (!holds) throw new InvalidOperationException($"This is a bug in the scheduler: {whatHappened}.");
    }
}
