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

    /// <summary>The text of a page without its front matter, by its name or by one of those that it explains besides.</summary>
    /// <exception cref="UsageException">There is no such page.</exception>
    public static string Page(string term)
    {
        var name = term.Trim().ToLowerInvariant().Replace(' ', '-');
        var page = Names.FirstOrDefault(each => each == name) ?? Names.FirstOrDefault(each => OthersOn(each).Contains(name, StringComparer.Ordinal));
        return page is null
            ? throw new UsageException(NearestName.Unknown("term", term, [.. Names, .. Names.SelectMany(OthersOn)]))
            : WithoutFrontMatter(TextOf(page)).Trim();
    }

    /// <summary>The one line that says what a term means.</summary>
    public static string Summary(string name) => Matter(name, "summary:").Trim('"');

    // What a page explains besides the word that it is named after.
    private static string[] OthersOn(string name) =>
        Matter(name, "names:").Trim('[', ']').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Matter(string name, string field) =>
        TextOf(name).Split('\n').FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal))?[field.Length..].Trim() ?? "";

    private static string TextOf(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string WithoutFrontMatter(string text)
    {
        const string fence = "---\n";
        if (!text.StartsWith(fence, StringComparison.Ordinal)) return text;
        var end = text.IndexOf("\n" + fence, fence.Length, StringComparison.Ordinal);
        return end < 0 ? text : text[(end + 1 + fence.Length)..];
    }
}
