using System.Globalization;
using System.Net;
using System.Text;

namespace Chaos.Reports;

/// <summary>The space-time diagram as SVG; its colours come from the page's style.</summary>
internal static class SpaceTimeSvg
{
    private const double HeadPx = 5;

    /// <summary>Draws what belongs into the svg element.</summary>
    public static string Of(SpaceTime picture)
    {
        var svg = new StringBuilder();
        foreach (var ns in picture.Ticks)
        {
            Add(svg, $"<line class=\"tick\" x1=\"{SpaceTime.Left:F0}\" x2=\"{picture.Width:F0}\" y1=\"{picture.YOf(ns):F1}\" y2=\"{picture.YOf(ns):F1}\"/>");
            Text(svg, "time", SpaceTime.Left - 8, picture.YOf(ns) + 4, string.Create(CultureInfo.InvariantCulture, $"{ns / 1e9:F4} s"));
        }

        foreach (var (node, fault, fromNs, toNs) in picture.Downs)
        {
            var top = picture.YOf(fromNs);
            var height = Math.Max(3, picture.YOf(toNs) - top);
            Add(svg, $"<rect class=\"down\" x=\"{picture.XOf(node) - 12:F1}\" width=\"24\" y=\"{top:F1}\" height=\"{height:F1}\">");
            Add(svg, $"<title>{WebUtility.HtmlEncode(fault)}</title></rect>");
        }

        foreach (var node in picture.Nodes)
        {
            var x = picture.XOf(node);
            Add(svg, $"<line class=\"life\" x1=\"{x:F1}\" x2=\"{x:F1}\" y1=\"{picture.YOf(picture.FromNs):F1}\" y2=\"{picture.YOf(picture.ToNs):F1}\"/>");
            Text(svg, "node", x, 18, node);
        }

        foreach (var message in picture.Messages) Message(svg, picture, message);
        foreach (var (node, label, fromNs, toNs) in picture.Calls)
        {
            var (x, top) = (picture.XOf(node!), picture.YOf(fromNs));
            Add(svg, $"<rect class=\"call\" x=\"{x - 4:F1}\" width=\"8\" y=\"{top:F1}\" height=\"{Math.Max(4, picture.YOf(toNs) - top):F1}\"/>");
            Text(svg, "call-text", x + 8, top + 11, label);
        }

        foreach (var seen in picture.Elections)
        {
            Add(svg, $"<circle class=\"led\" cx=\"{picture.XOf(seen.Node!):F1}\" cy=\"{picture.YOf(seen.SentNs):F1}\" r=\"5\"/>");
            Text(svg, "led-text", picture.XOf(seen.Node!) + 9, picture.YOf(seen.SentNs) + 4, $"leads in term {seen.Term}");
        }

        return svg.ToString();
    }

    private static void Message(StringBuilder svg, SpaceTime picture, MessageRecord message)
    {
        var kind = message.Name.Contains("Vote", StringComparison.Ordinal) ? "vote"
            : message.Name is "AppendEntries" or "InstallSnapshot" ? "entries" : "other";
        var (fromX, fromY) = (picture.XOf(message.From), picture.YOf(message.SentNs));
        var (toX, toY) = (picture.XOf(message.To), message.ArrivedNs is { } ns ? picture.YOf(ns) : fromY + 14);
        if (message.ArrivedNs is null) toX = fromX + ((toX - fromX) * 0.55);
        var fate = message.ArrivedNs is { } at ? $"{Show.Duration((at - message.SentNs) / 1e6)} on its way" : "lost";
        var title = $"{message.Name} from {message.From} to {message.To}, {message.Detail}, {fate}";
        Add(svg, $"<g><title>{WebUtility.HtmlEncode(title)}</title>");
        Add(svg, $"<path class=\"way {(message.ArrivedNs is null ? "lost" : kind)}\" d=\"M{fromX:F1} {fromY:F1} L{toX:F1} {toY:F1}\"/>");
        if (message.ArrivedNs is null)
        {
            Add(svg, $"<path class=\"gone\" d=\"M{toX - 4:F1} {toY - 4:F1} l8 8 m0 -8 l-8 8\"/></g>");
            return;
        }

        var side = Math.Sign(toX - fromX);
        Add(svg, $"<path class=\"head {kind}\" d=\"M{toX:F1} {toY:F1} l{-side * HeadPx * 1.6:F1} {-HeadPx / 2:F1} v{HeadPx:F1} z\"/></g>");
    }

    private static void Text(StringBuilder svg, string css, double x, double y, string text) =>
        Add(svg, $"<text class=\"{css}\" x=\"{x:F1}\" y=\"{y:F1}\">{WebUtility.HtmlEncode(text)}</text>");

    private static void Add(StringBuilder svg, FormattableString part) => svg.Append(part.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
