using System.Globalization;

namespace Chaos.Benchmarks;

/// <summary>The options of a benchmark: <c>--name value</c>.</summary>
internal sealed class Flags(string[] arguments)
{
    /// <summary>The value of an option, or what stands for it.</summary>
    public string Text(string name, string otherwise) =>
        Array.IndexOf(arguments, name) is var at and >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : otherwise;

    /// <summary>The value of an option; null where it is not given.</summary>
    public string? Text(string name) => Text(name, "") is { Length: > 0 } text ? text : null;

    /// <summary>Whether an option without a value is there.</summary>
    public bool Has(string name) => arguments.Contains(name);

    /// <summary>A number.</summary>
    public double Number(string name, double otherwise) =>
        Text(name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>Numbers, separated by commas.</summary>
    public double[] Numbers(string name, string otherwise) =>
        [.. Text(name, otherwise).Split(',').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
}
