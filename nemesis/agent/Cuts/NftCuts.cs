using System.Net;

namespace Chaos.Agent;

/// <summary>
/// Cuts by rules of nf_tables in a table of our own (never another's: the engine's name server has rules there too). A change adds and
/// removes single rules in one transaction: counters of cuts that stay go on, and nothing waits for the removal of a table.
/// </summary>
internal sealed class NftCuts(string name) : ICuts, IDisposable
{
    private readonly NftTable table = new(name);

    /// <inheritdoc/>
    public IReadOnlyList<CutSource> Apply(IReadOnlyCollection<IPAddress> sources) => Change(sources.ToHashSet());

    /// <inheritdoc/>
    public IReadOnlyList<CutSource> Read() => Sources(List());

    /// <inheritdoc/>
    public void Clear() => table.Remove();

    /// <inheritdoc/>
    public void Dispose() => table.Dispose();

    private IReadOnlyList<CutSource> Change(HashSet<IPAddress> wanted)
    {
        var present = List();
        // What is not of our form, or there twice, goes.
        var kept = new HashSet<IPAddress>();
        var remove = present
            .Where(r => r.Source is null || !wanted.Contains(r.Source) || !kept.Add(r.Source))
            .Select(r => r.Handle)
            .ToList();
        var add = wanted.Where(s => !kept.Contains(s)).ToList();
        if (remove.Count + add.Count > 0)
        {
            var batch = NftMessages.Change(name, remove, add, out var changes);
            table.Commit(batch, changes, $"Cutting {wanted.Count} sources");
        }

        return Checked(List(), wanted);
    }

    private static IReadOnlyList<CutSource> Checked(List<DropRule> rules, HashSet<IPAddress> wanted) =>
        rules.Count == wanted.Count && rules.All(r => r.Source is not null && wanted.Contains(r.Source))
            ? Sources(rules)
            : throw NftTable.Meddled($"Asked the kernel to cut {wanted.Count} sources and found {rules.Count} rules, not the same");

    private static IReadOnlyList<CutSource> Sources(List<DropRule> rules) =>
        [.. rules.Select(r => new CutSource(r.Source?.ToString() ?? "a rule of unknown form", r.Packets))];

    private List<DropRule> List() => table.List(NftMessages.ListRules(name), NftMessages.ReadRule);
}
