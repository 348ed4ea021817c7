using System.Globalization;
using Chaos.Nemeses;

namespace Chaos.Campaigns;

/// <summary>What a simulated run is made of, as far as a shrink may change it.</summary>
/// <param name="Nodes">How many nodes there are.</param>
/// <param name="Clients">How many client threads.</param>
/// <param name="Seed">The seed of the simulator.</param>
/// <param name="Invocations">What clients do, in the order of time.</param>
/// <param name="Faults">The faults.</param>
public sealed record ShrinkCase(
    int Nodes, int Clients, ulong Seed, IReadOnlyList<StoredInvocation> Invocations, IReadOnlyList<StoredFault> Faults)
{
    /// <summary>Events of its schedule: a fault's beginning, its end, and each invocation.</summary>
    public int Events => (2 * Faults.Count) + Invocations.Count;

    /// <summary>The sizes in words.</summary>
    public string Sizes =>
        $"{Some(Faults.Count, "fault")}, {Some(Invocations.Count, "operation")}, {Some(Clients, "client")} and {Some(Nodes, "node")}";

    /// <summary>The case that a run was.</summary>
    /// <param name="evidence">What happened in it.</param>
    /// <param name="nodes">Its nodes.</param>
    /// <param name="clients">Its client threads.</param>
    /// <param name="seed">Its seed.</param>
    public static ShrinkCase Of(Evidence evidence, int nodes, int clients, ulong seed) =>
        new(nodes, clients, seed, StoredInvocation.AllOf(evidence, clients), StoredFault.AllOf(evidence));

    /// <summary>Without the clients that do nothing: the others get the first numbers, and with them other nodes.</summary>
    public ShrinkCase WithClients(IReadOnlyCollection<int> threads)
    {
        var numbers = threads.Order().Select((thread, at) => (thread, at)).ToDictionary(pair => pair.thread, pair => pair.at);
        return this with
        {
            Clients = Math.Max(1, numbers.Count),
            Invocations = [.. Invocations.Where(one => numbers.ContainsKey(one.Thread)).Select(one => one with { Thread = numbers[one.Thread] })],
        };
    }

    /// <summary>With fewer nodes: faults and cuts that concern the others are left out.</summary>
    public ShrinkCase WithNodes(int nodes)
    {
        var left = Enumerable.Range(1, nodes).Select(number => $"n{number}").ToHashSet(StringComparer.Ordinal);
        return this with
        {
            Nodes = nodes,
            Faults =
            [
                .. Faults.Select(stored => stored with
                {
                    Fault = stored.Fault with
                    {
                        Cuts = [.. stored.Fault.Cuts.Where(cut => left.Contains(cut.From) && left.Contains(cut.To))],
                    },
                }).Where(stored => stored.Fault.Nodes.All(left.Contains) && stored.Fault.Down.All(left.Contains)),
            ],
        };
    }

    /// <summary>With everything earlier by the time in which nothing happens.</summary>
    /// <param name="leadNs">How long nothing may happen at the beginning.</param>
    public ShrinkCase Sooner(long leadNs)
    {
        var firstNs = Invocations.Select(one => one.AtNs).Concat(Faults.Select(stored => stored.BeginNs)).DefaultIfEmpty(leadNs).Min();
        var byNs = Math.Max(0, firstNs - leadNs);
        return this with
        {
            Invocations = [.. Invocations.Select(one => one with { AtNs = one.AtNs - byNs })],
            Faults = [.. Faults.Select(stored => stored with { BeginNs = stored.BeginNs - byNs, EndNs = stored.EndNs - byNs })],
        };
    }

    private static string Some(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");
}
