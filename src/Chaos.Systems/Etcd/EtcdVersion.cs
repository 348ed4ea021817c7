using System.Globalization;
using System.Text.RegularExpressions;

namespace Chaos.Systems;

/// <summary>A version of etcd: <c>3.5.12</c>, or <c>3.6.0-rc.1</c>, which comes before 3.6.0.</summary>
internal readonly partial record struct EtcdVersion(int Major, int Minor, int Patch, string? PreRelease)
    : IComparable<EtcdVersion>
{
    /// <summary>The oldest version that Chaos runs; older ones do not know the flags of the recipe.</summary>
    public static EtcdVersion Oldest { get; } = new(3, 4, 0, null);

    /// <summary>Reads a version.</summary>
    /// <exception cref="UsageException">It is not one, or older than <see cref="Oldest"/>.</exception>
    public static EtcdVersion Parse(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success)
            throw new UsageException(
                $"'{text}' is no version of etcd: three numbers were expected, without a leading 'v'. Write --opt version=3.5.21, say.");
        var version = new EtcdVersion(
            Number(match.Groups[1]), Number(match.Groups[2]), Number(match.Groups[3]),
            match.Groups[4].Success ? match.Groups[4].Value : null);
        return version.CompareTo(Oldest) >= 0
            ? version
            : throw new UsageException($"etcd {text} is too old: Chaos runs etcd from {Oldest} on. Write --opt version=3.5.21, say.");
    }

    /// <inheritdoc/>
    public int CompareTo(EtcdVersion other)
    {
        var numbers = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        if (numbers != 0) return numbers;
        return (PreRelease, other.PreRelease) switch
        {
            (null, null) => 0,
            (null, _) => 1,
            (_, null) => -1,
            var (mine, theirs) => string.CompareOrdinal(mine, theirs),
        };
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}{(PreRelease is null ? "" : "-" + PreRelease)}");

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(\d{1,4})\.(\d{1,4})\.(\d{1,4})(?:-((?:alpha|beta|rc)\.\d{1,4}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
