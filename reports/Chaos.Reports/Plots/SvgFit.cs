using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Chaos.Reports;

/// <summary>
/// Makes a plot's SVG fit a page: as wide as there is room, in the page's colours in light and dark, with a name for screen readers, and
/// with ids that are unique on the page.
/// </summary>
internal static partial class SvgFit
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>The ink of a plot that is to be fitted: text, axes. It becomes the page's muted text.</summary>
    public const string Ink = "#57606A";

    /// <summary>The lines of its grid; they become the page's lines.</summary>
    public const string Grid = "#D5D9E0";

    /// <summary>Fits it.</summary>
    /// <param name="svg">The plot as it was drawn.</param>
    /// <param name="id">Unique on the page; put before the plot's own ids.</param>
    /// <param name="title">What it shows, in a sentence.</param>
    /// <param name="colors">The colours of its curves, with the style variables that take their place.</param>
    public static string Fit(string svg, string id, string title, IReadOnlyList<(string Color, string Variable)> colors)
    {
        var root = XDocument.Parse(svg).Root!;
        root.SetAttributeValue("viewBox", $"0 0 {root.Attribute("width")!.Value} {root.Attribute("height")!.Value}");
        root.SetAttributeValue("width", "100%");
        root.SetAttributeValue("height", null);
        root.SetAttributeValue("role", "img");
        root.SetAttributeValue("aria-label", title);
        (string Color, string Variable)[] all = [(Ink, "--muted"), (Grid, "--line"), .. colors];
        foreach (var element in root.DescendantsAndSelf().ToArray())
        {
            foreach (var attribute in element.Attributes().ToArray()) Fit(element, attribute, id, all);
            // Places of single letters fit one font only; and the page has rules of its own for the text of pictures.
            if (element.Name != Svg + "text") continue;
            element.SetAttributeValue("style", $"font:{element.Attribute("font-size")?.Value ?? "12"}px 'DejaVu Sans',Verdana,sans-serif");
            if (element.Attribute("x") is { } places) places.Value = places.Value.Split([',', ' '], 2)[0];
        }

        return root.ToString(SaveOptions.DisableFormatting);
    }

    private static void Fit(XElement element, XAttribute attribute, string id, (string Color, string Variable)[] colors)
    {
        switch (attribute.Name.LocalName)
        {
            case "id":
                attribute.Value = $"{id}-{attribute.Value}";
                break;
            case "fill" or "stroke":
                var known = colors.FirstOrDefault(one => SameColor(one.Color, attribute.Value));
                if (known.Variable is not null) attribute.Value = $"var({known.Variable})";
                else if (SameColor("#FFFFFF", attribute.Value)) attribute.Value = "none"; // the ground is the page's
                break;
            case "font-family":
                attribute.Remove();
                break;
            default:
                attribute.Value = Reference().Replace(attribute.Value, $"url(#{id}-$1)");
                if (attribute.Name.LocalName == "href" && attribute.Value.StartsWith('#')) attribute.Value = $"#{id}-{attribute.Value[1..]}";
                break;
        }
    }

    // Colours are written as short as they can be: #AA4499 as #A49, white by its name.
    private static bool SameColor(string color, string written) => color.Equals(written switch
    {
        "white" => "#FFFFFF",
        ['#', var r, var g, var b] => $"#{r}{r}{g}{g}{b}{b}",
        _ => written,
    }, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"url\(#([^)]+)\)")]
    private static partial Regex Reference();
}
