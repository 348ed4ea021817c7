using System.Globalization;

namespace Chaos.Systems;

/// <summary>The recipe of a cluster of our own programs: what the simulator needs of it, names and groups.</summary>
internal static class ProgramRecipes
{
    /// <summary>Nodes n1, n2, ..., all of them voters.</summary>
    public static SystemRecipe Create(string system, int nodeCount) => new()
    {
        System = system,
        Groups =
        [
            new NodeGroup
            {
                Name = "servers",
                Nodes = [.. Enumerable.Range(1, nodeCount).Select(i => string.Create(CultureInfo.InvariantCulture, $"n{i}"))],
                Voters = true,
                Image = new() { Reference = $"chaos/{system}", LocalTag = $"chaos/{system}" },
                Ports = new Dictionary<string, int> { ["client"] = 7000, ["peer"] = 7001 },
                DataDirectory = "/data",
                Launch = _ => new() { Arguments = [system] },
                Join = _ => new() { Arguments = [system] },
            },
        ],
    };
}
