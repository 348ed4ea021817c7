using System.Reflection;
using Xunit;

namespace Chaos.Tests.House;

public sealed class NamespaceTests
{
    private static readonly Type[] Types =
        [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "Chaos.*.dll")
            .Select(path => Assembly.Load(Path.GetFileNameWithoutExtension(path)))
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsVisible && type.Namespace is not null)];

    [Fact]
    public void No_type_is_named_like_a_namespace()
    {
        var namespaces = Types.SelectMany(type => type.Namespace!.Split('.')).ToHashSet(StringComparer.Ordinal);

        Findings.AssertNone(Types.Where(type => namespaces.Contains(type.Name)).Select(type => type.FullName));
    }

    [Fact]
    public void Every_public_type_is_in_a_namespace_of_ours()
    {
        Findings.AssertNone(Types
            .Where(type => type.Namespace != "Chaos" && !type.Namespace!.StartsWith("Chaos.", StringComparison.Ordinal))
            .Where(type => type.Assembly.GetName().Name != "Chaos.Tests")
            .Select(type => type.FullName));
    }

    [Fact]
    public void A_class_that_is_not_meant_to_be_extended_is_sealed()
    {
        Findings.AssertNone(Types
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false })
            .Where(type => type.BaseType != typeof(MulticastDelegate) && !IsGenerated(type) && !IsRazor(type))
            .Select(type => type.FullName));
    }

    // The Razor compiler writes the class of a component and leaves no place for the word.
    private static bool IsRazor(Type type) =>
        type.Name == "_Imports" || type.GetMethod("BuildRenderTree", BindingFlags.Instance | BindingFlags.NonPublic) is not null;

    private static bool IsGenerated(Type type) =>
        type.GetCustomAttributesData().Any(data => data.AttributeType.Name is "CompilerGeneratedAttribute" or "GeneratedCodeAttribute");
}
