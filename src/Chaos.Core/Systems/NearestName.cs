namespace Chaos;

/// <summary>Names the known name that comes nearest to a mistyped one.</summary>
public static class NearestName
{
    /// <summary>A sentence that says what is unknown, the nearest known name, and all of them.</summary>
    public static string Unknown(string what, string given, IEnumerable<string> known)
    {
        var names = known.Order(StringComparer.Ordinal).ToArray();
        var nearest = Of(given, names);
        var hint = nearest is null ? "" : $" Did you mean '{nearest}'?";
        return names.Length == 0
            ? $"Unknown {what} '{given}': there are none."
            : $"Unknown {what} '{given}'.{hint} Known: {string.Join(", ", names)}.";
    }

    /// <summary>The nearest of the known names, or null where none is near (more than half of it would have to change).</summary>
    public static string? Of(string given, IEnumerable<string> known)
    {
        var best = known
            .Select(name => (name, distance: Distance(given.ToUpperInvariant(), name.ToUpperInvariant())))
            .OrderBy(candidate => candidate.distance)
            .FirstOrDefault();
        return best.name is not null && best.distance <= Math.Max(2, best.name.Length / 2) ? best.name : null;
    }

    // Levenshtein's distance, one row at a time.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
