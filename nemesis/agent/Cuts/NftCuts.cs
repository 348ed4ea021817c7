using System.Net;

namespace Chaos.Agent;

/// <summary>
/// Cuts by rules of nf_tables in a table of our own (never another's: the engine's name server has rules there too). A change adds and
/// removes single rules in one transaction: counters of cuts that stay go on, and nothing waits for the removal of a table.
/// </summary>
internal sealed class NftCuts(string table) : ICuts, IDisposable
{
    private const int MostReads = 5;
    private const string Meddler = "something else writes nf_tables in this pod.";
    private const string Needs =
        "The agent needs the capability NET_ADMIN and a kernel with nf_tables (CONFIG_NF_TABLES, CONFIG_NF_TABLES_IPV4).";

    // Kept open: closing it waits for the kernel to free what was removed.
    private NetlinkSocket? kernel;

    private NetlinkSocket Kernel => kernel ??= new NetlinkSocket(NetlinkSocket.Netfilter);

    /// <inheritdoc/>
    public IReadOnlyList<CutSource> Apply(IReadOnlyCollection<IPAddress> sources) => Converse(() => Change(sources.ToHashSet()));

    /// <inheritdoc/>
    public IReadOnlyList<CutSource> Read() => Converse(() => Sources(List()));

    /// <inheritdoc/>
    public void Clear() => Converse(() =>
    {
        if (!Exists())
            return true;
        Commit(NftMessages.Remove(table), 1, $"Removing the table {table}");
        return Exists()
            ? throw new AgentException($"The table {table} is still there after its removal: {Meddler}")
            : true;
    });

    /// <inheritdoc/>
    public void Dispose() => kernel?.Dispose();

    private T Converse<T>(Func<T> talk)
    {
        try
        {
            return talk();
        }
        catch
        {
            // Answers that were not read must not be taken for those of the next request.
            kernel?.Dispose();
            kernel = null;
            throw;
        }
    }

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
            var batch = NftMessages.Change(table, remove, add, out var changes);
            Commit(batch, changes, $"Cutting {wanted.Count} sources");
        }

        return Checked(List(), wanted);
    }

    private static IReadOnlyList<CutSource> Checked(List<DropRule> rules, HashSet<IPAddress> wanted) =>
        rules.Count == wanted.Count && rules.All(r => r.Source is not null && wanted.Contains(r.Source))
            ? Sources(rules)
            : throw new AgentException(
                $"Asked the kernel to cut {wanted.Count} sources and found {rules.Count} rules, not the same: {Meddler}");

    private static IReadOnlyList<CutSource> Sources(List<DropRule> rules) =>
        [.. rules.Select(r => new CutSource(r.Source?.ToString() ?? "a rule of unknown form", r.Packets))];

    private void Commit(byte[] batch, int changes, string tried)
    {
        Kernel.Send(batch);
        for (var answers = 0; answers < changes;)
        {
            foreach (var message in Kernel.Receive().Where(m => m.IsAnswer))
            {
                // One refused change undoes the whole batch.
                if (message.Errno != 0)
                    throw new AgentException(tried, message.Errno, Needs);
                answers++;
            }
        }
    }

    private List<DropRule> List()
    {
        for (var reads = 0; reads < MostReads; reads++)
        {
            if (TryList(out var rules))
                return rules;
        }

        throw new AgentException($"The rules changed during each of {MostReads} readings: {Meddler}");
    }

    private bool TryList(out List<DropRule> rules)
    {
        rules = [];
        var consistent = true;
        Kernel.Send(NftMessages.ListRules(table));
        while (true)
        {
            foreach (var message in Kernel.Receive())
            {
                consistent &= !message.IsInterrupted;
                if ((message.IsAnswer || message.IsEndOfDump) && message.Errno is var errno and not 0 and not Libc.NoEntry)
                    throw new AgentException("Reading the rules", errno, Needs);
                if (message.IsAnswer || message.IsEndOfDump)
                    return consistent;
                if (NftMessages.IsRule(message))
                    rules.Add(NftMessages.ReadRule(message));
            }
        }
    }

    private bool Exists()
    {
        Kernel.Send(NftMessages.FindTable(table));
        while (true)
        {
            foreach (var message in Kernel.Receive().Where(m => m.IsAnswer))
            {
                return message.Errno switch
                {
                    0 => true,
                    Libc.NoEntry => false,
                    _ => throw new AgentException($"Looking for the table {table}", message.Errno, Needs),
                };
            }
        }
    }
}
