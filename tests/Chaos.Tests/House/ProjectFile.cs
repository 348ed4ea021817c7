using System.Xml.Linq;

namespace Chaos.Tests.House;

/// <summary>What a project file says about its references.</summary>
internal sealed record ProjectFile(
    string Path, string Name, IReadOnlyList<string> ProjectReferences, IReadOnlyList<string> PackageReferences)
{
    /// <summary>Every project of the clone.</summary>
    public static IReadOnlyList<ProjectFile> All { get; } = [.. Repository.Files(".csproj").Select(Read)];

    /// <summary>Whether it is part of the product, not a test, benchmark or sample.</summary>
    public bool IsShipped => !Path.StartsWith("tests/", StringComparison.Ordinal)
        && !Path.StartsWith("bench/", StringComparison.Ordinal)
        && !Path.StartsWith("samples/", StringComparison.Ordinal);

    private static ProjectFile Read(string path)
    {
        var document = XDocument.Parse(Repository.Read(path));
        return new ProjectFile(
            path,
            System.IO.Path.GetFileNameWithoutExtension(path),
            [.. Includes(document, "ProjectReference").Select(NameOf)],
            [.. Includes(document, "PackageReference")]);
    }

    private static IEnumerable<string> Includes(XDocument document, string element) =>
        document.Descendants(element).Select(item => item.Attribute("Include")?.Value).OfType<string>();

    private static string NameOf(string reference) =>
        System.IO.Path.GetFileNameWithoutExtension(reference.Replace('\\', '/'));
}
