using System.Globalization;

namespace Chaos.Systems;

/// <summary>The names of the nodes of a group.</summary>
internal static class NodeNames
{
    /// <summary>n1, n2, ...</summary>
    public static string[] Of(int count, string stem = "n") =>
        [.. Enumerable.Range(1, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{stem}{i}"))];

    /// <summary>The number at the end of a name.</summary>
    public static int NumberOf(string name) => int.Parse(
        name.AsSpan(name.AsSpan().TrimEnd("0123456789").Length), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Checks how many nodes a system is to have.</summary>
    /// <exception cref="UsageException">It cannot have so many.</exception>
    public static void Check(string system, int count, int most = 25)
    {
        if (count < 1 || count > most)
            throw new UsageException($"{system} cannot run on {count} nodes: 1 to {most} were expected. Write --nodes 3, say.");
    }
}
