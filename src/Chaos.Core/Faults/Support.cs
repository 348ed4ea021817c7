namespace Chaos;

/// <summary>Whether a backend has what a fault rests on.</summary>
/// <param name="Kind">Natively, by a fallback, or not at all.</param>
/// <param name="Name">The way that is taken: <c>nf_tables</c>; empty where there is none.</param>
/// <param name="Reason">For a fallback why it is taken; where unavailable what is missing and how to mend it; else empty.</param>
public sealed record Support(SupportKind Kind, string Name, string Reason)
{
    /// <summary>Whether the fault can be made.</summary>
    public bool IsAvailable => Kind is not SupportKind.Unavailable;

    /// <summary>In the preferred way.</summary>
    public static Support Native(string name) => new(SupportKind.Native, name, "");

    /// <summary>In another way, and why.</summary>
    public static Support Fallback(string name, string why) => new(SupportKind.Fallback, name, why);

    /// <summary>Not at all; what is missing and how to mend it.</summary>
    public static Support Unavailable(string how) => new(SupportKind.Unavailable, "", how);

    /// <summary>Both together: the lesser of the two, with the names of both.</summary>
    public Support And(Support other)
    {
        if (!IsAvailable) return this;
        if (!other.IsAvailable) return other;
        var kind = Kind > other.Kind ? Kind : other.Kind;
        return new(kind, Joined(", ", Name, other.Name), Joined(" ", Reason, other.Reason));
    }

    private static string Joined(string separator, params string[] texts) =>
        string.Join(separator, texts.Where(text => text.Length > 0).Distinct(StringComparer.Ordinal));
}
