using System.Reflection;
using Xunit;

namespace Chaos.Tests.House;

/// <summary>Who may know whom (docs/internals/architecture.md).</summary>
public sealed class ProjectReferenceTests
{
    private static readonly string[] Everything = ["*"];

    private static readonly Dictionary<string, string[]> MayReference = new(StringComparer.Ordinal)
    {
        ["Chaos.Core"] = [],
        ["Chaos.Checking"] = ["Chaos.Core"],
        ["Chaos.Clusters"] = ["Chaos.Core"],
        ["Chaos.Consensus"] = ["Chaos.Core"],
        ["Chaos.Consensus.Host"] = ["Chaos.Consensus"],
        ["Chaos.Simulation"] = ["Chaos.Core"],
        ["Chaos.Systems"] = ["Chaos.Core", "Chaos.Consensus"],
        ["Chaos.Workloads"] = ["Chaos.Core", "Chaos.Checking"],
        ["Chaos.Nemesis"] = ["Chaos.Core"],
        ["Chaos.Agent"] = [],
        ["Chaos.Reports"] = ["Chaos.Core", "Chaos.Checking"],
        ["Chaos.Campaigns"] = Everything,
        ["Chaos.Cli"] = Everything,
    };

    // Each of these packages is known to these projects only. Polly repeats what belongs to the harness, and never an operation.
    private static readonly Dictionary<string, string[]> OwnersOfPackage = new(StringComparer.Ordinal)
    {
        ["Docker.DotNet"] = ["Chaos.Clusters"],
        ["Testcontainers"] = ["Chaos.Clusters"],
        ["Polly"] = ["Chaos.Clusters", "Chaos.Campaigns"],
        ["Grpc."] = ["Chaos.Systems"],
        ["System.CommandLine"] = ["Chaos.Cli"],
        ["Spectre.Console"] = ["Chaos.Cli"],
        ["YamlDotNet"] = ["Chaos.Campaigns"],
    };

    [Fact]
    public void Every_reference_between_projects_is_in_the_table()
    {
        var forbidden =
            from project in ProjectFile.All
            where project.IsShipped
            from reference in project.ProjectReferences
            where !Allows(project.Name, reference)
            select $"{project.Path} -> {reference}";

        Findings.AssertNone(forbidden);
    }

    [Fact]
    public void Every_shipped_project_has_a_line_in_the_table()
    {
        var unknown = ProjectFile.All
            .Where(project => project.IsShipped)
            .Select(project => project.Name)
            .Where(name => !MayReference.ContainsKey(name) && !IsHeavySystem(name));

        Findings.AssertNone(unknown);
    }

    [Fact]
    public void Nobody_but_Campaigns_and_tests_references_the_command_line()
    {
        Assert.DoesNotContain(
            ProjectFile.All.Where(project => project.IsShipped),
            project => project.ProjectReferences.Contains("Chaos.Cli"));
    }

    [Fact]
    public void Packages_with_an_owner_are_referenced_by_nobody_else()
    {
        var strangers =
            from project in ProjectFile.All
            where project.IsShipped
            from package in project.PackageReferences
            from owned in OwnersOfPackage
            where package.StartsWith(owned.Key, StringComparison.Ordinal)
            where !owned.Value.Any(owner => project.Name == owner || project.Name.StartsWith(owner + ".", StringComparison.Ordinal))
            select $"{project.Path}: {package} belongs to {string.Join(", ", owned.Value)}";

        Findings.AssertNone(strangers);
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Read("Chaos.sln").Replace('\\', '/');

        Findings.AssertNone(ProjectFile.All.Where(project => !solution.Contains($"\"{project.Path}\"", StringComparison.Ordinal))
            .Select(project => project.Path));
    }

    [Theory]
    [InlineData("Chaos.Core")]
    [InlineData("Chaos.Checking")]
    public void What_judges_has_no_console_no_process_and_no_socket(string name)
    {
        string[] outside = ["System.Console", "System.Diagnostics.Process", "System.Net.Sockets", "System.Net.Http", "Docker.DotNet"];
        var references = Assembly.Load(name).GetReferencedAssemblies().Select(reference => reference.Name);

        Findings.AssertNone(references.Intersect(outside));
    }

    private static bool Allows(string project, string reference)
    {
        var key = IsHeavySystem(project) ? "Chaos.Systems" : project;
        var allowed = MayReference.GetValueOrDefault(key, []);
        return ReferenceEquals(allowed, Everything)
            || allowed.Contains(reference)
            || (IsHeavySystem(project) && reference == "Chaos.Systems");
    }

    private static bool IsHeavySystem(string name) => name.StartsWith("Chaos.Systems.", StringComparison.Ordinal);
}
