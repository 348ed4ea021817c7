using Chaos.Checking;
using Chaos.Consensus;
using Chaos.Nemeses;
using Chaos.Systems;
using Chaos.Workloads;

namespace Chaos.Campaigns;

/// <summary>What can be named on the command line.</summary>
public static class Catalog
{
    /// <summary>The entries of a kind: <c>systems</c>, <c>workloads</c>, <c>nemeses</c>, <c>models</c> or <c>bugs</c>.</summary>
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
        "bugs" => SeededBugs.All.Select(bug => new CatalogEntry(bug.Name, $"{bug.System}: {bug.Rule} Expect {bug.Anomaly}.", [])).ToArray(),
        _ => throw new UsageException(NearestName.Unknown("kind", kind, ["systems", "workloads", "nemeses", "models", "bugs"])),
    };
}
