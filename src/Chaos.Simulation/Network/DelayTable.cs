namespace Chaos.Simulation;

/// <summary>
/// A distribution of delays as a table of its quantiles, with straight lines between them: integers only, so that a draw is the same
/// on every machine.
/// </summary>
public sealed class DelayTable
{
    private const int Shift = 16;
    private readonly long[] quantilesNs;

    /// <summary>Makes the table.</summary>
    /// <param name="quantilesNs">Delays in ns at equal steps of probability from 0 to 1: at least two, never falling.</param>
    public DelayTable(params long[] quantilesNs)
    {
        if (quantilesNs.Length < 2 || quantilesNs[0] < 0 || quantilesNs.Zip(quantilesNs.Skip(1)).Any(pair => pair.Second < pair.First))
            throw new ArgumentException("At least two delays, not negative and never falling, were expected.", nameof(quantilesNs));
        this.quantilesNs = quantilesNs;
    }

    /// <summary>
    /// A delay that is mostly near a typical one and rarely much longer: from half of it up to twice it for nineteen in twenty, then in
    /// equal steps up to the longest.
    /// </summary>
    public static DelayTable Typical(long typicalNs, long longestNs)
    {
        var steps = new long[41];
        for (var i = 0; i <= 38; i++) steps[i] = i <= 20 ? (typicalNs / 2) + (typicalNs / 40 * i) : typicalNs + (typicalNs / 18 * (i - 20));
        steps[39] = Math.Max(steps[38], (steps[38] + longestNs) / 4);
        steps[40] = Math.Max(steps[39], longestNs);
        return new(steps);
    }

    /// <summary>The delay that 32 random bits stand for.</summary>
    public long Draw(uint bits)
    {
        var place = (ulong)bits * (ulong)(quantilesNs.Length - 1);
        var at = (int)(place >> 32);
        var part = (long)((place & uint.MaxValue) >> Shift);
        var from = quantilesNs[at];
        return from + ((quantilesNs[at + 1] - from) * part >> Shift);
    }
}
