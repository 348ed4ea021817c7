using Chaos.Checking;
using Chaos.Consensus;
using Chaos.Nemeses;
using Chaos.Workloads;

namespace Chaos.Campaigns;

/// <summary>What can be named on the command line.</summary>
public static class Catalog
{
    /// <summary>The kinds of things that can be named.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["systems", "workloads", "nemeses", "models", "bugs", "scenarios"];

    /// <summary>The entries of one of <see cref="Kinds"/>.</summary>
    /// <exception cref="UsageException">There is no such kind.</exception>
    public static IReadOnlyList<CatalogEntry> Entries(string kind) => kind switch
    {
        "systems" => AllSystems.All.Select(system => new CatalogEntry(system.Name, system.Summary, system.Options)).ToArray(),
        "workloads" => WorkloadCatalog.All
            .Select(workload => new CatalogEntry(workload.Name, workload.Summary, workload.Parameters)).ToArray(),
        "nemeses" => NemesisCatalog.All.Append(NemesisCatalog.Mix)
            .Select(nemesis => new CatalogEntry(nemesis.Name, nemesis.Summary, nemesis.Parameters)
            {
                Details =
                [
                    KeyValuePair.Create("needs", nemesis.Needs),
                    KeyValuePair.Create("proof", nemesis.Proof),
                    KeyValuePair.Create("breaks", nemesis.Breaks is BrokenPromise.None
                        ? "Nothing that systems are promised."
                        : "The promise that storage keeps what was flushed: runs by name only."),
                ],
            }).ToArray(),
        "models" => ModelCatalog.All.Select(model => model.Name).Concat(CheckerCatalog.InvariantNames)
            .Select(name => new CatalogEntry(name, "", [])).ToArray(),
        "bugs" => SeededBugs.All
            .Select(bug => new CatalogEntry(bug.Name, $"{bug.System}: {bug.Rule} Expect {bug.Anomaly}.", []) { System = bug.System }).ToArray(),
        "scenarios" => Scenarios.All.Select(scenario => new CatalogEntry(scenario.Name, scenario.Summary, [])
        {
            Details =
            [
                KeyValuePair.Create("needs", scenario.Needs),
                .. scenario.Expectations.Select(expected => KeyValuePair.Create("expects", expected.Text)),
            ],
        }).ToArray(),
        _ => throw new UsageException(NearestName.Unknown("kind", kind, Kinds)),
    };
}
