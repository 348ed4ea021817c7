namespace Chaos.Campaigns;

/// <summary>
/// Makes a list shorter as long as a test holds: whole chunks are left out, half of the list first, then smaller ones down to single elements
/// (after Zeller and Hildebrandt, Simplifying and Isolating Failure-Inducing Input, 2002: the complements of ddmin).
/// </summary>
internal static class DeltaDebugging
{
    /// <summary>The shortest list that was found. The test holds for it, if it held for the whole.</summary>
    /// <param name="all">The list.</param>
    /// <param name="holds">Whether the test holds for a shorter one; null ends the search.</param>
    public static async Task<IReadOnlyList<T>> ShortenAsync<T>(IReadOnlyList<T> all, Func<IReadOnlyList<T>, Task<bool?>> holds)
    {
        for (var chunk = Math.Max(1, all.Count / 2); all.Count > 0; chunk = Math.Max(1, chunk / 2))
        {
            var shorter = false;
            for (var at = 0; at < all.Count;)
            {
                T[] rest = [.. all.Take(at), .. all.Skip(at + chunk)];
                if (await holds(rest) is not { } held) return all;
                if (held) all = rest;
                else at += chunk;
                shorter |= held;
            }

            if (chunk == 1 && !shorter) break;
        }

        return all;
    }
}
