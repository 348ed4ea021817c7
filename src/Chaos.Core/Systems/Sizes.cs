using System.Globalization;

namespace Chaos;

/// <summary>Sizes as users write them: a number and a unit of 1024, <c>512k</c>, <c>64m</c>, <c>1.5g</c>.</summary>
public static class Sizes
{
    private static readonly (char Unit, long Bytes)[] Units = [('k', 1L << 10), ('m', 1L << 20), ('g', 1L << 30)];

    /// <summary>Reads a size in bytes.</summary>
    /// <param name="what">What it is for, for the message.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="UsageException">It is not a size; the message shows how to write one.</exception>
    public static long Parse(string what, string text)
    {
        foreach (var (unit, bytes) in Units)
        {
            if (text.EndsWith(unit)
                && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && number * bytes is > 0 and <= 1L << 50)
                return (long)(number * bytes);
        }

        throw new UsageException($"'{text}' is not a size ({what}). Write a number and a unit: 512k, 64m, 1.5g.");
    }

    /// <summary>A size for readers, in MiB.</summary>
    public static string InMebibytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0.#} MiB");
}
