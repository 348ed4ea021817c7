using System.Globalization;

namespace Chaos.Consensus;

/// <summary>Whole numbers among the options of our systems.</summary>
internal static class OptionNumbers
{
    /// <summary>Reads one.</summary>
    /// <exception cref="UsageException">It is no number, or outside of its limits.</exception>
    public static int Read(string system, Options options, string name, int least, int most) =>
        int.TryParse(options[name], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new UsageException(
                $"Option {name} of system {system} is '{options[name]}', but a whole number from {least} to {most} was expected.");
}
