using Chaos.Checking;
using Chaos.Nemeses;
using Chaos.Systems;
using Chaos.Workloads;

namespace Chaos.Campaigns;

/// <summary>What can be named on the command line.</summary>
public static class Catalog
{
    /// <summary>The entries of a kind: <c>systems</c>, <c>workloads</c>, <c>nemeses</c> or <c>models</c>.</summary>
    /// <exception cref="UsageException">There is no such kind.</exception>
    public static IReadOnlyList<CatalogEntry> Entries(string kind) => kind switch
    {
        "systems" => SystemCatalog.All.Select(system => new CatalogEntry(system.Name, system.Summary, system.Options)).ToArray(),
        "workloads" => WorkloadCatalog.All
            .Select(workload => new CatalogEntry(workload.Name, workload.Summary, workload.Parameters)).ToArray(),
        "nemeses" => NemesisCatalog.All.Append(NemesisCatalog.Mix)
            .Select(nemesis => new CatalogEntry(nemesis.Name, nemesis.Summary, nemesis.Parameters)).ToArray(),
        "models" => ModelCatalog.All.Select(model => new CatalogEntry(model.Name, "", [])).ToArray(),
        _ => throw new UsageException(NearestName.Unknown("kind", kind, ["systems", "workloads", "nemeses", "models"])),
    };
}
