using System.Reflection;

namespace Chaos.Cli;

/// <summary>The concept pages of docs/concepts, which travel inside the tool.</summary>
internal static class Concepts
{
    private const string Prefix = "concepts/";

    /// <summary>The names of all pages.</summary>
    public static IReadOnlyList<string> Names { get; } = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(name => name[Prefix.Length..])
        .Order(StringComparer.Ordinal)
        .ToArray();

    /// <summary>The text of a page without its front matter.</summary>
    /// <exception cref="UsageException">There is no such page.</exception>
    public static string Page(string term)
    {
        var name = term.Trim().ToLowerInvariant().Replace(' ', '-');
        if (!Names.Contains(name, StringComparer.Ordinal)) throw new UsageException(NearestName.Unknown("term", term, Names));
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name)!;
        using var reader = new StreamReader(stream);
        return WithoutFrontMatter(reader.ReadToEnd()).Trim();
    }

    /// <summary>The one line that says what a term means.</summary>
    public static string Summary(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("summary:", StringComparison.Ordinal)) return line["summary:".Length..].Trim().Trim('"');
        }

        return "";
    }

    private static string WithoutFrontMatter(string text)
    {
        const string fence = "---\n";
        if (!text.StartsWith(fence, StringComparison.Ordinal)) return text;
        var end = text.IndexOf("\n" + fence, fence.Length, StringComparison.Ordinal);
        return end < 0 ? text : text[(end + 1 + fence.Length)..];
    }
}
