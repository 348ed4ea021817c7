using System.Globalization;

namespace Chaos.Systems;

/// <summary>Reads options that are whole numbers.</summary>
internal static class NumberOption
{
    /// <summary>The value of an option.</summary>
    /// <exception cref="UsageException">It is no whole number within the limits.</exception>
    public static int Read(Options options, string system, string name, int least, int most) =>
        int.TryParse(options[name], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new UsageException(
                $"Option {name} of system {system} is '{options[name]}', but a whole number from {least} to {most} was expected.");
}
