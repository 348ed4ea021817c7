using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Chaos.Systems;

/// <summary>A whole answer to an HTTP request.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The body.</param>
/// <param name="Headers">The headers.</param>
internal sealed record HttpAnswer(int Status, byte[] Body, HttpResponseHeaders Headers)
{
    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body).Trim();

    /// <summary>A header; null where it is not there.</summary>
    public string? Word(string header) => Headers.TryGetValues(header, out var values) ? values.First() : null;

    /// <summary>A header that is a number; null where it is not there.</summary>
    public long? Number(string header) => long.TryParse(Word(header), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
