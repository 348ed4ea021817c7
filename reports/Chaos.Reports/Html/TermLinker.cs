using System.Text.RegularExpressions;

namespace Chaos.Reports;

/// <summary>Finds the glossary's words in a sentence.</summary>
internal static partial class TermLinker
{
    private static readonly Dictionary<string, string> Words = BuildWords();

    /// <summary>Splits a sentence; only the first mention of a term becomes a link.</summary>
    public static IEnumerable<TextPart> Split(string text)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var from = 0;
        foreach (Match match in Word().Matches(text))
        {
            if (!Words.TryGetValue(match.Value.ToLowerInvariant(), out var term) || !seen.Add(term)) continue;
            if (match.Index > from) yield return new(text[from..match.Index], null);
            yield return new(match.Value, term);
            from = match.Index + match.Length;
        }

        if (from < text.Length) yield return new(text[from..], null);
    }

    private static Dictionary<string, string> BuildWords()
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var term in Glossary.Terms)
        {
            words[term.Name] = term.Name;
            words.TryAdd($"{term.Name}s", term.Name);
        }

        (string Word, string Term)[] forms =
        [
            ("linearizable", "linearizability"), ("histories", "history"), ("nemeses", "nemesis"), ("processes", "process"),
            ("stale", "stale-read"), ("killed", "kill"), ("paused", "pause"), ("partitioned", "partition"), ("latencies", "latency"),
        ];
        foreach (var (word, term) in forms) words[word] = term;
        return words;
    }

    [GeneratedRegex(@"[A-Za-z][A-Za-z-]*[A-Za-z]")]
    private static partial Regex Word();
}
