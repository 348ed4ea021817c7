using System.Security.Cryptography;
using System.Text;

namespace Chaos.Clusters;

/// <summary>The SHA-256 of what an image is built from, so that an image is built again only when that changes.</summary>
internal static class ContentHash
{
    /// <summary>Raised when images are built in another way from the same inputs.</summary>
    private const string Form = "1";

    /// <summary>Of texts.</summary>
    public static string Of(params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', [Form, .. parts]))));

    /// <summary>Of a file's content.</summary>
    public static async Task<string> OfFileAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }
}
