using ScottPlot;
using SkiaSharp;

namespace Chaos.Reports;

/// <summary>
/// The one font of all plots. Without it a machine that has no fonts draws no text at all, and says nothing about it.
/// </summary>
internal sealed class EmbeddedFont : IFontResolver
{
    private const string Resource = "DejaVuSans.ttf";

    private static readonly Lazy<SKTypeface> Face = new(() =>
    {
        using var stream = typeof(EmbeddedFont).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is not in the assembly of the reports.");
        return SKTypeface.FromStream(stream);
    });

    /// <summary>The name by which plots ask for it.</summary>
    public const string Family = "Chaos Sans";

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing width) =>
        fontName == Family ? Face.Value : null;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Family ? Face.Value : null;

    /// <summary>Makes it the font of all plots. The plotting library keeps its fonts in global state.</summary>
    public static void Register()
    {
        Fonts.FontResolvers.Insert(0, new EmbeddedFont());
        Fonts.Default = Family;
        Fonts.Sans = Family;
    }
}
